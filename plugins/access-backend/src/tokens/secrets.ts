import { createHash, randomBytes } from 'node:crypto';

/** What a token of ours begins with, so that it is known in a log or a repository where it should not be. */
export const PREFIX = 'slw_';

export function mintToken(): string {
  return `${PREFIX}${randomBytes(32).toString('base64url')}`;
}

/** With 256 random bits there is nothing to guess, so a slow hash would buy nothing. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}
