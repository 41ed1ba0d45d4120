import { Transaction } from '../DeliveryDatabase';
import { prepared } from '../prepared';
import { ACTIVE_MODEL } from '../fleet/activeModel';
import { isVisible } from '../fleet/isVisible';
import { Visibility } from '../fleet/ServiceFilter';

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

/** The users known by some keys, those that are meant by one key alone and that the caller may see. */
export async function selectUsersByKey(tx: Transaction, keys: string[], { filter }: Visibility): Promise<Map<string, string>> {
  // Not without who is hidden: two that share a key are still two.
  const found = `SELECT key, min(ref) AS ref FROM user_keys WHERE model = ${ACTIVE_MODEL} AND key = ANY (?::text[]) GROUP BY key HAVING count(*) = 1`;
  const { rows } = filter === 'all' ? await prepared<Found>(tx, found, [keys]) : await readSeen(tx, found, { keys, filter });
  return new Map(rows.map(row => [row.key, row.ref]));
}

interface Found {
  rows: Array<{ key: string; ref: string }>;
}

async function readSeen(
  tx: Transaction,
  found: string,
  { keys, filter }: { keys: string[]; filter: Visibility['filter'] },
): Promise<Found> {
  const seen = isVisible('entity', { filter, includeUnclaimed: true });
  return tx.raw<Found>(
    `SELECT found.key, found.ref FROM (${found}) AS found
     JOIN entities ON entities.model = ${ACTIVE_MODEL} AND entities.ref = found.ref
     CROSS JOIN LATERAL (SELECT entities.ref, TRUE AS claimed, facts ->> 'owner' AS owner, facts ->> 'system' AS system,
       ARRAY(SELECT jsonb_array_elements_text(facts -> 'tags')) AS tags, '{}'::text[] AS environments) AS entity
     WHERE ${seen.sql}`,
    [keys, ...seen.values],
  );
}
