import { Knex } from 'knex';
import { TOKEN_COLUMNS, TokenRow } from './TokenRow';

/** A token by its hash, as it stands on every replica; its last use is written at most once a minute. */
export async function useToken(knex: Knex, hash: string): Promise<(TokenRow & { expired: boolean }) | undefined> {
  const { rows } = await knex.raw<{ rows: Array<TokenRow & { expired: boolean; unnoted: boolean }> }>(
    `SELECT ${TOKEN_COLUMNS}, coalesce(expires_at <= now(), FALSE) AS expired,
       coalesce(last_used_at < now() - interval '1 minute', TRUE) AS unnoted
     FROM access_tokens WHERE token_hash = ?`,
    [hash],
  );
  const [row] = rows;
  if (row?.unnoted && !row.expired && row.revoked_at === null) {
    await knex.raw('UPDATE access_tokens SET last_used_at = now() WHERE id = ?', [row.id]);
  }
  return row;
}
