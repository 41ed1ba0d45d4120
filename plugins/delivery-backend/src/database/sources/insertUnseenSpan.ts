import { Transaction } from '../DeliveryDatabase';

/** Keeps a span in which a source saw nothing. */
export async function insertUnseenSpan(
  tx: Transaction,
  span: { source: string; from?: string; until: string; reason: string },
): Promise<void> {
  await tx.raw('INSERT INTO unseen_spans (source, unseen_from, unseen_until, reason) VALUES (?, ?, ?, ?)', [
    span.source,
    span.from ?? null,
    span.until,
    span.reason,
  ]);
}
