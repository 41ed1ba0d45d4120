import { ForwardedError } from '@backstage/errors';
import { RefusedError } from './JsonClient';

/** Statuses of an account that may not, or may not even see. */
const FORBIDDEN = [401, 403, 404, 423];

/** What a host did not do, in its own words, and what its account has to be allowed. */
export function refusal(what: string, error: unknown, needs: string): Error {
  const isForbidden = error instanceof RefusedError && FORBIDDEN.includes(error.status);
  return new ForwardedError(isForbidden ? `${what}; see that the account under 'integrations' ${needs}, then retry this run` : what, error);
}
