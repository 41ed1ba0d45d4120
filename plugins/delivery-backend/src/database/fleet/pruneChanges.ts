import { Transaction } from '../DeliveryDatabase';

/** Forgets changes that no stream asks for any more; the newest stays, so that sequences go on from it. */
export async function pruneChanges(tx: Transaction, seconds: number): Promise<void> {
  await tx.raw(
    `DELETE FROM changes WHERE changed_at < now() - ? * interval '1 second' AND sequence < (SELECT max(sequence) FROM changes)`,
    [seconds],
  );
}
