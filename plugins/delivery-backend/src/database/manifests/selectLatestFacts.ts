import { DbFactsRow } from '../changes/facts';
import { Transaction } from '../DeliveryDatabase';

/** What is known of some subjects. */
export async function selectLatestFacts<Facts>(
  tx: Transaction,
  model: number,
  subjects: string[],
): Promise<Map<string, DbFactsRow<Facts>>> {
  const { rows } = await tx.raw<{ rows: Array<DbFactsRow<Facts>> }>(
    'SELECT subject, kind, source, seen_at, facts FROM latest_facts WHERE model = ? AND subject = ANY (?::text[])',
    [model, subjects],
  );
  return new Map(rows.map(row => [row.subject, row]));
}
