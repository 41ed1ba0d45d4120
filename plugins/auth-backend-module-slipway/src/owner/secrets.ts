import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 32 random bytes as base64url, for codes and session tokens. */
export function mintSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** The form in which a secret is stored: it has 256 random bits, so a plain SHA-256 cannot be searched. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** Compares two secrets in a time that tells neither their length nor where they differ. */
export function equalSecrets(a: string, b: string): boolean {
  return timingSafeEqual(createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest());
}
