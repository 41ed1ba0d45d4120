import { AuthService, BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { CredentialBounds, CredentialSource } from '@slipway/plugin-delivery-node';

function subjectOf(credentials: BackstageCredentials, auth: Pick<AuthService, 'isPrincipal'>): string | undefined {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service') ? credentials.principal.subject : undefined;
}

/**
 * The credential of a caller: that of the configuration, else what a module knows. A user without one is bounded by permissions alone; a
 * service without one hands in nothing.
 */
export async function credentialOf(
  credentials: BackstageCredentials,
  known: { configured: CredentialBounds[]; sources: CredentialSource[] },
  auth: Pick<AuthService, 'isPrincipal'>,
): Promise<CredentialBounds> {
  const isUser = auth.isPrincipal(credentials, 'user');
  const subject = subjectOf(credentials, auth);
  const credential = known.configured.find(item => item.subject === subject);
  if (credential) {
    return credential;
  }
  for (const source of known.sources) {
    const found = subject === undefined ? undefined : await source.find(subject);
    if (found) {
      return found;
    }
  }
  if (isUser && subject) {
    return { name: subject, subject };
  }
  throw new NotAllowedError(
    `'${subject ?? 'This caller'}' has no credential: it needs an item in delivery.credentials with that subject, or a token of its own`,
  );
}
