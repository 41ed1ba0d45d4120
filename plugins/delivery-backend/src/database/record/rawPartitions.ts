import { Transaction } from '../DeliveryDatabase';

/** Creates the partition of a month, given as `2026-11`, unless it is there. Does not block intake. */
export async function createRawPartition(tx: Transaction, month: string): Promise<void> {
  const table = partitionName(month);
  // Others that create partitions wait here; those that insert do not.
  await tx.raw('LOCK TABLE raw_events IN SHARE UPDATE EXCLUSIVE MODE');
  const { rows } = await tx.raw<{ rows: Array<{ present: boolean }> }>('SELECT to_regclass(?) IS NOT NULL AS present', [table]);
  if (rows[0].present) {
    return;
  }
  await tx.raw('CREATE TABLE ?? (LIKE raw_events INCLUDING ALL)', [table]);
  await tx.raw(
    `ALTER TABLE raw_events ATTACH PARTITION ${table} FOR VALUES FROM ('${month}-01T00:00:00Z') TO ('${monthAfter(month)}-01T00:00:00Z')`,
  );
}

/** Drops the partitions of months that ended before an instant, and answers their months. */
export async function dropRawPartitionsBefore(tx: Transaction, instant: string): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ name: string }> }>(
    `SELECT child.relname AS name FROM pg_inherits
     JOIN pg_class child ON child.oid = pg_inherits.inhrelid
     WHERE pg_inherits.inhparent = 'raw_events'::regclass ORDER BY name`,
  );
  const over = rows
    .map(row => row.name.slice('raw_events_'.length).replace('_', '-'))
    .filter(month => `${monthAfter(month)}-01T00:00:00.000Z` <= instant);
  for (const month of over) {
    await tx.raw('DROP TABLE ??', [partitionName(month)]);
  }
  return over;
}

export function monthAfter(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`;
}

function partitionName(month: string): string {
  if (!/^\d{4}-\d{2}$/.test(month)) {
    throw new Error(`'${month}' is no month of the form 2026-11`);
  }
  return `raw_events_${month.replace('-', '_')}`;
}
