import { InputError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { audited, Audit } from '../audit';
import { refuseForeignOrigin } from '../refuseForeignOrigin';
import { cookieOptions } from '../sessionCookie';
import { DemoSettings } from './demoSettings';

/**
 * `POST /demo/session` picks a person. The cookie holds no secret: whoever may send one may pick anybody, and who may is decided
 * before, by address.
 */
export function createDemoRouter({ settings, audit }: { settings: DemoSettings; audit: Audit }): express.Router {
  const router = Router();
  router.post('/demo/session', express.json({ limit: '4kb' }), async (request, response) => {
    const person = await audited(audit, 'demo-sign-in', request, async () => {
      refuseForeignOrigin(request, settings.cookie.origins);
      const picked = settings.people.find(({ user }) => user === request.body?.user);
      if (!picked) {
        throw new InputError(`The body's 'user' is one of ${settings.people.map(({ user }) => user).join(', ')}`);
      }
      return picked;
    });
    response.cookie(settings.cookie.name, person.user, cookieOptions(settings.cookie)).set('cache-control', 'no-store').json(person);
  });
  return router;
}
