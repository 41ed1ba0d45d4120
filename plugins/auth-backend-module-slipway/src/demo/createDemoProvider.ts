import { AuthenticationError, NotImplementedError } from '@backstage/errors';
import { AuthProviderFactory, ClientAuthResponse, prepareBackstageIdentityResponse } from '@backstage/plugin-auth-node';
import { Audit, audited } from '../audit';
import { refuseForeignOrigin } from '../refuseForeignOrigin';
import { cookieOptions, readCookie } from '../sessionCookie';
import { DemoSettings } from './demoSettings';
import { onceKnown } from './onceKnown';

/** The auth provider `demo`: `refresh` turns the cookie, which names a person, into a Backstage token. */
export function createDemoProvider({ settings, audit }: { settings: DemoSettings; audit: Audit }): AuthProviderFactory {
  const startElsewhere = async () => {
    throw new NotImplementedError('In the demo one picks a person on the sign-in page');
  };
  return ({ resolverContext }) => ({
    start: startElsewhere,
    frameHandler: startElsewhere,

    async refresh(request, response) {
      refuseForeignOrigin(request, settings.cookie.origins);
      const user = readCookie(request, settings.cookie);
      const person = settings.people.find(each => each.user === user);
      if (!person) {
        throw new AuthenticationError('Nobody is picked with this browser');
      }
      const result = await onceKnown(() => resolverContext.signInWithCatalogUser({ entityRef: person.user }));
      const answer: ClientAuthResponse<{}> = {
        providerInfo: {},
        profile: { displayName: person.name },
        backstageIdentity: prepareBackstageIdentityResponse(result),
      };
      response.set('cache-control', 'no-store').json(answer);
    },

    async logout(request, response) {
      await audited(audit, 'demo-sign-out', request, async () => refuseForeignOrigin(request, settings.cookie.origins));
      response.clearCookie(settings.cookie.name, cookieOptions(settings.cookie)).status(200).end();
    },
  });
}
