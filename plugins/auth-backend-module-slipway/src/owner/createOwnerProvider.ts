import { AuthenticationError, NotImplementedError } from '@backstage/errors';
import { AuthProviderFactory, ClientAuthResponse, prepareBackstageIdentityResponse } from '@backstage/plugin-auth-node';
import { Audit, audited } from '../audit';
import { Sessions } from './database/Sessions';
import { refuseForeignOrigin } from '../refuseForeignOrigin';
import { cookieOptions, readCookie } from '../sessionCookie';
import { OwnerSettings } from './ownerSettings';

/** Whom the sign-in signs in. */
const OWNER = 'user:default/owner';

/** The auth provider `owner`: `refresh` turns the session cookie into a Backstage token, `logout` ends the session. */
export function createOwnerProvider(options: { settings: OwnerSettings; sessions: Sessions; audit: Audit }): AuthProviderFactory {
  const { settings, sessions, audit } = options;
  const startElsewhere = async () => {
    throw new NotImplementedError('The owner signs in by a one-time link and not by a pop-up; npm start -- --link prints one');
  };
  return ({ resolverContext }) => ({
    start: startElsewhere,
    frameHandler: startElsewhere,

    async refresh(request, response) {
      refuseForeignOrigin(request, settings.cookie.origins);
      const token = readCookie(request, settings.cookie);
      if (token === undefined) {
        throw new AuthenticationError('The owner is not signed in with this browser; npm start -- --link prints a link that signs in');
      }
      if (!(await sessions.isLive(token))) {
        throw new AuthenticationError('The session of this browser is over; npm start -- --link prints a link that signs in');
      }
      const result = await resolverContext.issueToken({ claims: { sub: OWNER, ent: [OWNER] } });
      const answer: ClientAuthResponse<{}> = {
        providerInfo: {},
        profile: { displayName: 'Owner' },
        backstageIdentity: prepareBackstageIdentityResponse(result),
      };
      response.set('cache-control', 'no-store').json(answer);
    },

    async logout(request, response) {
      await audited(audit, 'owner-sign-out', request, async () => {
        refuseForeignOrigin(request, settings.cookie.origins);
        const token = readCookie(request, settings.cookie);
        if (token !== undefined) {
          await sessions.end(token);
        }
      });
      response.clearCookie(settings.cookie.name, cookieOptions(settings.cookie)).status(200).end();
    },
  });
}
