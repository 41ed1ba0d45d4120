import { Transaction } from '../DeliveryDatabase';

/** Keeps the outcome of a full comparison with upstream. */
export async function storeAudit(
  tx: Transaction,
  audit: { source: string; at: string; compared: number; different: number },
): Promise<void> {
  await tx.raw('UPDATE sources SET audit_at = :at, audit_compared = :compared, audit_different = :different WHERE name = :source', audit);
}
