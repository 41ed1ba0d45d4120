import { Transaction } from '../DeliveryDatabase';

export interface DbRecordedStateRow {
  subject: string;
  epoch: string;
  position: string;
  content_hash: string;
  facts: unknown;
}

/** The newest state of every subject of a kind that a source recorded; of a tie, the one that the tie rule prefers. */
export async function selectRecordedStates(tx: Transaction, source: string, kind: string): Promise<DbRecordedStateRow[]> {
  const { rows } = await tx.raw<{ rows: DbRecordedStateRow[] }>(
    `SELECT newest.subject, newest.epoch, newest.position, newest.content_hash, newest.facts
     FROM subjects CROSS JOIN LATERAL (
       SELECT subject, epoch, position, content_hash, facts FROM observations
       WHERE observations.subject = subjects.subject AND observations.source = subjects.source AND observations.kind = subjects.kind
       ORDER BY epoch DESC, position DESC, content_hash COLLATE "C" DESC LIMIT 1) AS newest
     WHERE subjects.source = ? AND subjects.kind = ?`,
    [source, kind],
  );
  return rows;
}
