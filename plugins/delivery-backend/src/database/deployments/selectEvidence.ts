import { Transaction } from '../DeliveryDatabase';

export interface DbEvidenceRow {
  kind: string;
  subject: string;
  source: string;
  occurred_at: Date | null;
  seen_at: Date;
  facts: unknown;
}

/** What was seen of one subject, in its order; the last of them when there are many. */
export async function selectEvidence(tx: Transaction, subject: string, limit: number): Promise<DbEvidenceRow[]> {
  const { rows } = await tx.raw<{ rows: DbEvidenceRow[] }>(
    `SELECT kind, subject, source, occurred_at, seen_at, facts FROM (
       SELECT * FROM observations WHERE subject = ? ORDER BY epoch DESC, position DESC, content_hash DESC LIMIT ?) AS newest
     ORDER BY epoch, position, content_hash`,
    [subject, limit],
  );
  return rows;
}
