import { NotAllowedError } from '@backstage/errors';
import { Request } from 'express';

/**
 * Refuses a request that a page of another site makes. A request without an Origin comes from no foreign page: browsers send
 * it with every request across origins and with every POST.
 */
export function refuseForeignOrigin(request: Request, origins: string[]): void {
  const origin = request.get('origin');
  if (origin !== undefined && !origins.includes(origin)) {
    throw new NotAllowedError(`Pages of ${origin} may not sign in here; open Slipway at ${origins[0]}`);
  }
}
