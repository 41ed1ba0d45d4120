import { isError } from '@backstage/errors';

/** What PostgreSQL and the network say when the database is away rather than unwilling. */
const UNAVAILABLE_CODES = new Set([
  '53300', // too many connections
  '57P01', // terminated by an administrator's command
  '57P02', // crash shutdown
  '57P03', // starting up
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT', // the socket is not there
  'ENOTFOUND',
  'EAI_AGAIN',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
]);

// The driver gives these no code.
const UNAVAILABLE_MESSAGES =
  /not currently accepting connections|Connection terminated|connection error and is not queryable|Connection ended|Timeout acquiring a connection|aborted$/;

/** True for errors after which the same call succeeds once the database is back. */
export function isUnavailable(error: unknown): boolean {
  // By its shape: an error of the network is of another realm where tests run.
  if (!isError(error)) {
    return false;
  }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return UNAVAILABLE_CODES.has(code) || code.startsWith('08') || UNAVAILABLE_MESSAGES.test(error.message);
}

/** True for a transaction that lost against another one and may simply run again. */
export function isContention(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40001' || error.code === '40P01');
}
