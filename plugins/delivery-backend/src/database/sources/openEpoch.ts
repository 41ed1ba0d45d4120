import { Transaction } from '../DeliveryDatabase';

/** Counts a source's epoch on and answers it. */
export async function openEpoch(tx: Transaction, source: string): Promise<string> {
  const { rows } = await tx.raw<{ rows: Array<{ epoch: string }> }>('UPDATE sources SET epoch = epoch + 1 WHERE name = ? RETURNING epoch', [
    source,
  ]);
  return rows[0].epoch;
}
