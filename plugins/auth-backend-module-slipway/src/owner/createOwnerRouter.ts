import { AuthenticationError, InputError } from '@backstage/errors';
import express, { Request } from 'express';
import Router from 'express-promise-router';
import { audited, Audit } from '../audit';
import { OneTimeCodes } from './database/OneTimeCodes';
import { refuseForeignOrigin } from '../refuseForeignOrigin';
import { equalSecrets } from './secrets';
import { cookieOptions } from '../sessionCookie';
import { OwnerSettings } from './ownerSettings';

/** What the owner reads when a code does not sign in. */
const REFUSALS = {
  used: 'This link has been used already; npm start -- --link prints a new one',
  expired: 'This link is older than 10 minutes; npm start -- --link prints a new one',
  unknown:
    'This link is not known here: it is incomplete, newer ones replaced it, or another installation printed it; npm start -- --link prints a new one',
};

/** The two routes of the one-time link: `POST /owner/codes` mints a code for the launcher, `POST /owner/session` signs in with it. */
export function createOwnerRouter(options: { settings: OwnerSettings; codes: OneTimeCodes; audit: Audit }): express.Router {
  const { settings, codes, audit } = options;
  const router = Router();

  router.post('/owner/codes', async (request, response) => {
    const minted = await audited(audit, 'owner-code-mint', request, async () => {
      requireKey(request, settings.key);
      return await codes.mint();
    });
    response.set('cache-control', 'no-store').status(201).json(minted);
  });

  router.post('/owner/session', express.json({ limit: '4kb' }), async (request, response) => {
    const session = await audited(audit, 'owner-sign-in', request, async () => {
      refuseForeignOrigin(request, settings.cookie.origins);
      const use = await codes.use(readCode(request));
      if (use.outcome !== 'signedIn') {
        throw new AuthenticationError(REFUSALS[use.outcome]);
      }
      return use.session;
    });
    response
      .cookie(settings.cookie.name, session.token, { ...cookieOptions(settings.cookie), expires: new Date(session.expiresAt) })
      .set('cache-control', 'no-store')
      .json({ expiresAt: session.expiresAt });
  });

  return router;
}

function requireKey(request: Request, key: string): void {
  const [, shown] = /^Bearer +(\S+)$/i.exec(request.get('authorization') ?? '') ?? [];
  if (shown === undefined) {
    throw new AuthenticationError("A sign-in code is minted for the bearer of 'auth.providers.owner.key'; the request has no bearer token");
  }
  if (!equalSecrets(shown, key)) {
    throw new AuthenticationError("The bearer token is not 'auth.providers.owner.key' of this installation");
  }
}

function readCode(request: Request): string {
  const code: unknown = request.body?.code;
  if (typeof code !== 'string' || code === '') {
    throw new InputError("The body is a JSON object whose 'code' is what the link has after '#code='");
  }
  return code;
}
