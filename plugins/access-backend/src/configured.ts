import { RootConfigService } from '@backstage/backend-plugin-api';
import { BOUNDS, ConfiguredCredential, TokenBounds } from '@slipway/plugin-access-common';
import { OidcConnection } from './oidc/oidcSettings';

/** True where the configuration has the item that makes Backstage hand us the tokens of machines. */
export function takesTokens(config: RootConfigService): boolean {
  return (config.getOptionalConfigArray('backend.auth.externalAccess') ?? []).some(item => item.getOptionalString('type') === 'slipway');
}

/** The credentials of the configuration, which are revoked there; never their secrets. */
export function configuredCredentials(config: RootConfigService, connections: OidcConnection[]): ConfiguredCredential[] {
  const kinds = new Map(
    (config.getOptionalConfigArray('backend.auth.externalAccess') ?? []).flatMap(item => {
      const subject = item.getOptionalString('options.subject');
      const kind = item.getOptionalString('type') ?? 'unknown';
      return subject ? [[subject, kind] as const] : [];
    }),
  );
  const delivery = (config.getOptionalConfigArray('delivery.credentials') ?? []).map((item, index) => {
    const subject = item.getString('subject');
    const bounds: TokenBounds = Object.fromEntries(BOUNDS.flatMap(key => (item.has(key) ? [[key, item.getStringArray(key)]] : [])));
    const kind = kinds.get(subject) ?? kinds.get(subject.replace(/^external:/, '')) ?? (subject.startsWith('user:') ? 'user' : 'external');
    return { name: item.getString('name'), subject, kind, bounds, key: `delivery.credentials[${index}]` };
  });
  const oidc = connections.map(({ name, type, issuer, bounds }, index) => ({
    name,
    subject: issuer,
    kind: type,
    bounds,
    key: `access.oidc[${index}]`,
  }));
  return [...delivery, ...oidc];
}
