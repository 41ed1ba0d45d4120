import { Knex } from 'knex';
import { TOKEN_COLUMNS, TokenRow } from './TokenRow';

const MOST = 500;

/** Tokens, those that work first, then the newest. */
export async function selectTokens(knex: Knex): Promise<TokenRow[]> {
  const { rows } = await knex.raw<{ rows: TokenRow[] }>(
    `SELECT ${TOKEN_COLUMNS} FROM access_tokens ORDER BY revoked_at IS NOT NULL, created_at DESC, id LIMIT ?`,
    [MOST],
  );
  return rows;
}
