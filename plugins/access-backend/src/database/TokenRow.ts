import { TokenBounds } from '@slipway/plugin-access-common';

/** A token as it is kept. */
export interface TokenRow {
  id: string;
  name: string;
  ending: string;
  bounds: TokenBounds;
  reads: boolean;
  created_by: string;
  created_at: Date;
  expires_at: Date | null;
  last_used_at: Date | null;
  revoked_by: string | null;
  revoked_at: Date | null;
}

export const TOKEN_COLUMNS = 'id, name, ending, bounds, reads, created_by, created_at, expires_at, last_used_at, revoked_by, revoked_at';
