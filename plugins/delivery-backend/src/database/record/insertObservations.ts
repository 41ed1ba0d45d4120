import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

export interface NewObservation {
  source: string;
  event_id: string;
  kind: string;
  subject: string;
  about: string;
  epoch: string;
  position: string;
  occurred_at: string | null;
  seen_at: string;
  credential: string;
  content_hash: string;
  facts: unknown;
}

export interface InsertedObservation {
  seq: string;
  source: string;
  event_id: string;
  kind: string;
  subject: string;
  about: string;
}

/**
 * Inserts what is new and answers it. A row with the identity of another, or with the subject, order and content of
 * another, is left out: the first one stays.
 */
export async function insertObservations(tx: Transaction, rows: NewObservation[]): Promise<InsertedObservation[]> {
  // Sorted, so that two batches that share rows wait for each other in one direction.
  const result = await tx.raw<{ rows: InsertedObservation[] }>(
    `INSERT INTO observations
       (source, event_id, kind, subject, about, epoch, position, occurred_at, seen_at, credential, content_hash, facts)
     SELECT source, event_id, kind, subject, about, epoch, position, occurred_at, seen_at, credential, content_hash, facts
     FROM json_to_recordset(?::json) AS incoming(
       source text, event_id text, kind text, subject text, about text, epoch numeric, position numeric,
       occurred_at timestamptz, seen_at timestamptz, credential text, content_hash text, facts jsonb)
     ORDER BY subject, epoch, position, content_hash
     ON CONFLICT DO NOTHING
     RETURNING seq, source, event_id, kind, subject, about`,
    [toJson(rows)],
  );
  return result.rows;
}
