import { Transaction } from '../DeliveryDatabase';
import { prepared } from '../prepared';
import { ACTIVE_MODEL } from '../fleet/activeModel';

/** Replaces by what some users are known to Git hosts. */
export async function replaceUserKeys(
  tx: Transaction,
  model: number,
  refs: string[],
  keys: Array<{ ref: string; key: string }>,
): Promise<void> {
  await tx.raw('DELETE FROM user_keys WHERE model = ? AND ref = ANY (?::text[])', [model, refs]);
  await tx.raw(
    'INSERT INTO user_keys (model, key, ref) SELECT ?, key, ref FROM unnest(?::text[], ?::text[]) AS incoming(key, ref) ON CONFLICT DO NOTHING',
    [model, keys.map(item => item.key), keys.map(item => item.ref)],
  );
}

/** The users known by some keys, those that are meant by one key alone. */
export async function selectUsersByKey(tx: Transaction, keys: string[]): Promise<Map<string, string>> {
  const { rows } = await prepared<{ rows: Array<{ key: string; ref: string }> }>(
    tx,
    `SELECT key, min(ref) AS ref FROM user_keys WHERE model = ${ACTIVE_MODEL} AND key = ANY (?::text[]) GROUP BY key HAVING count(*) = 1`,
    [keys],
  );
  return new Map(rows.map(row => [row.key, row.ref]));
}
