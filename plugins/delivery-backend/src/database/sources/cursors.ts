import { Transaction } from '../DeliveryDatabase';

/** Keeps where a source reads on, in the transaction of what it read. */
export async function storeCursor(tx: Transaction, source: string, cursor: string): Promise<void> {
  await tx.raw('UPDATE sources SET cursor = ? WHERE name = ?', [cursor, source]);
}

/** Where a source reads on, if it said so. */
export async function selectCursor(tx: Transaction, source: string): Promise<string | undefined> {
  const { rows } = await tx.raw<{ rows: Array<{ cursor: string | null }> }>('SELECT cursor FROM sources WHERE name = ?', [source]);
  return rows[0]?.cursor ?? undefined;
}
