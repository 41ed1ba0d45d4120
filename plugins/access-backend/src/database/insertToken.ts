import { Knex } from 'knex';
import { TOKEN_COLUMNS, TokenRow } from './TokenRow';

export interface NewToken {
  id: string;
  name: string;
  hash: string;
  ending: string;
  bounds: TokenRow['bounds'];
  reads: boolean;
  createdBy: string;
  /** For how long it works; for good where absent. */
  days?: number;
}

/** Keeps a token; undefined where a live one has its name. */
export async function insertToken(knex: Knex, token: NewToken): Promise<TokenRow | undefined> {
  const { rows } = await knex.raw<{ rows: TokenRow[] }>(
    `INSERT INTO access_tokens (id, name, token_hash, ending, bounds, reads, created_by, expires_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, now() + make_interval(days => ?::int))
     ON CONFLICT (name) WHERE revoked_at IS NULL DO NOTHING RETURNING ${TOKEN_COLUMNS}`,
    [token.id, token.name, token.hash, token.ending, JSON.stringify(token.bounds), token.reads, token.createdBy, token.days ?? null],
  );
  return rows[0];
}
