import { ServiceUnavailableError } from '@backstage/errors';
import { Config } from '@backstage/config';
import { oidcAuthenticator } from '@backstage/plugin-auth-backend-module-oidc-provider';
import {
  AuthProviderFactory,
  commonSignInResolvers,
  createOAuthAuthenticator,
  createOAuthProviderFactory,
} from '@backstage/plugin-auth-node';
import { byEmail, signInByClues } from './catalogUser';

type StockContext = ReturnType<typeof oidcAuthenticator.initialize>;

/** The provider as it was found, and how to look for it again. */
interface Discovery {
  config: Config;
  callbackUrl: string;
  current?: StockContext;
}

/**
 * The stock OpenID Connect authenticator, which asks the identity provider for its addresses once, at the start, and keeps a failure
 * for good. This one asks again when somebody signs in, and signs out at the identity provider as well.
 */
const reconnectingAuthenticator = createOAuthAuthenticator({
  defaultProfileTransform: oidcAuthenticator.defaultProfileTransform,
  scopes: oidcAuthenticator.scopes,
  initialize: ({ config, callbackUrl }): Discovery => ({ config, callbackUrl }),
  start: (input, discovery: Discovery) =>
    ask(discovery, async context => {
      // Whoever is sent to a provider that is down meets the browser's own page, which says nothing of Slipway.
      await fetch(discovery.config.getString('metadataUrl'), { method: 'HEAD', signal: AbortSignal.timeout(5000) });
      return await oidcAuthenticator.start(input, context);
    }),
  authenticate: (input, discovery: Discovery) => ask(discovery, context => oidcAuthenticator.authenticate(input, context)),
  refresh: (input, discovery: Discovery) => ask(discovery, context => oidcAuthenticator.refresh(input, context)),
  logout: (input, discovery: Discovery) =>
    ask(discovery, async context => {
      await oidcAuthenticator.logout?.(input, context);
      const { client } = await context.promise;
      return client.issuer.metadata.end_session_endpoint ? { logoutUrl: client.endSessionUrl() } : undefined;
    }),
});

/** Asks the identity provider, which is looked for where it was not found yet; says which one does not answer. */
async function ask<T>(discovery: Discovery, run: (context: StockContext) => Promise<T>): Promise<T> {
  const context = (discovery.current ??= oidcAuthenticator.initialize(discovery));
  try {
    await context.promise;
    return await run(context);
  } catch (error) {
    const found = await context.promise.then(
      () => true,
      () => false,
    );
    if (!found && discovery.current === context) {
      discovery.current = undefined;
    }
    if (!found || isOutOfReach(error)) {
      const { host } = new URL(discovery.config.getString('metadataUrl'));
      throw new ServiceUnavailableError(`The identity provider at ${host} does not answer; try again when it does`, error);
    }
    throw error;
  }
}

function isOutOfReach(error: unknown): boolean {
  const { code, name, cause } = (error ?? {}) as { code?: unknown; name?: unknown; cause?: unknown };
  if (cause) {
    return isOutOfReach(cause);
  }
  return (typeof code === 'string' && /^(E(CONN|HOST|NET|AI_|TIMEDOUT|NOTFOUND|PIPE)|ETIMEDOUT)/.test(code)) || name === 'TimeoutError';
}

/** The provider `oidc`: whoever the identity provider knows by an address that one user of the catalog has. */
export function createOidcProvider(): AuthProviderFactory {
  return createOAuthProviderFactory({
    authenticator: reconnectingAuthenticator,
    signInResolver: ({ profile }, context) =>
      signInByClues(context, profile.email === undefined ? [] : [byEmail(profile.email)], 'The identity provider'),
    signInResolverFactories: { ...commonSignInResolvers },
  });
}
