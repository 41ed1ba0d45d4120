import { Knex } from 'knex';
import { TOKEN_COLUMNS, TokenRow } from './TokenRow';

/** Ends a token for good; one that has ended stays as it is. Undefined where there is none of that id. */
export async function revokeToken(knex: Knex, { id, by }: { id: string; by: string }): Promise<TokenRow | undefined> {
  const { rows } = await knex.raw<{ rows: TokenRow[] }>(
    `UPDATE access_tokens SET revoked_at = coalesce(revoked_at, now()), revoked_by = coalesce(revoked_by, ?)
     WHERE id = ? RETURNING ${TOKEN_COLUMNS}`,
    [by, id],
  );
  return rows[0];
}
