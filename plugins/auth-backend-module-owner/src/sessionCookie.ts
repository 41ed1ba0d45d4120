import { CookieOptions, Request } from 'express';
import { OwnerSettings } from './settings';

/** How the session cookie is set and cleared: no script reads it, and no foreign page's POST carries it. */
export function cookieOptions({ cookie }: OwnerSettings): CookieOptions {
  return { httpOnly: true, sameSite: 'lax', secure: cookie.secure, path: cookie.path };
}

/** The session token that a browser sends, if it sends one; the auth plugin has parsed the cookies. */
export function sessionToken(request: Request, { cookie }: OwnerSettings): string | undefined {
  const value: unknown = request.cookies?.[cookie.name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}
