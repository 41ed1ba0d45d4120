import { AuthService, BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import { CredentialBounds } from './bounds';

function subjectOf(credentials: BackstageCredentials, auth: Pick<AuthService, 'isPrincipal'>): string | undefined {
  if (auth.isPrincipal(credentials, 'user')) {
    return credentials.principal.userEntityRef;
  }
  return auth.isPrincipal(credentials, 'service') ? credentials.principal.subject : undefined;
}

/** The configured credential of a caller. A user without one is bounded by permissions alone; a service without one hands in nothing. */
export function credentialOf(
  credentials: BackstageCredentials,
  configured: CredentialBounds[],
  auth: Pick<AuthService, 'isPrincipal'>,
): CredentialBounds {
  const isUser = auth.isPrincipal(credentials, 'user');
  const subject = subjectOf(credentials, auth);
  const credential = configured.find(item => item.subject === subject);
  if (credential) {
    return credential;
  }
  if (isUser && subject) {
    return { name: subject, subject };
  }
  throw new NotAllowedError(`'${subject ?? 'This caller'}' has no credential: it needs an item in delivery.credentials with that subject`);
}
