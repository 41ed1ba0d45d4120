import { RootConfigService } from '@backstage/backend-plugin-api';
import { CookieOptions, Request } from 'express';

/** The cookie of a sign-in that is ours, and the pages that may use it. */
export interface SessionCookie {
  /** The origins whose pages may sign in. */
  origins: string[];
  name: string;
  path: string;
  secure: boolean;
}

/** The cookie of a provider of ours: no two providers share one, nor two installations on one machine. */
export function readSessionCookie(config: RootConfigService, provider: string): SessionCookie {
  const base = new URL(config.getString('backend.baseUrl'));
  return {
    origins: [new URL(config.getString('app.baseUrl')).origin, base.origin],
    // Browsers keep one jar for all ports of a host: without the port two installations on one machine would sign each other out.
    name: base.port ? `slipway-${provider}-${base.port}` : `slipway-${provider}`,
    path: `${base.pathname.replace(/\/$/, '')}/api/auth/${provider}`,
    secure: base.protocol === 'https:',
  };
}

/** How the session cookie is set and cleared: no script reads it, and no foreign page's POST carries it. */
export function cookieOptions({ secure, path }: SessionCookie): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure, path };
}

/** What a browser sends in the session cookie, if it sends one; the auth plugin has parsed the cookies. */
export function readCookie(request: Request, { name }: SessionCookie): string | undefined {
  const value: unknown = request.cookies?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
