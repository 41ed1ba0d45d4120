import { Transaction } from '../DeliveryDatabase';
import { MarkScope } from '../record/insertMarks';

export interface ClaimedMarks {
  scope: MarkScope;
  /** Per key what the stage before knew, oldest first; null where everything is to be read anew. */
  marks: Map<string, unknown[]>;
}

/**
 * Takes the lane with the oldest mark that nobody works on, and its marks with it: they are gone when the transaction commits and
 * there again when it does not. Undefined when there is nothing to do. The lane stays locked until the transaction ends, so
 * that no two work on one key. Wants a snapshot: whoever finished a lane between the snapshot and the lock has deleted marks that
 * the snapshot still shows, and deleting them again makes the transaction run anew.
 */
export async function claimMarks(tx: Transaction, model: number, limit: number): Promise<ClaimedMarks | undefined> {
  const lane = await tx.raw<{ rows: Array<{ scope: MarkScope; bucket: number }> }>(
    `SELECT lanes.scope, lanes.bucket FROM lanes
     CROSS JOIN LATERAL (
       SELECT seq FROM marks
       WHERE marks.model = lanes.model AND marks.scope = lanes.scope AND marks.bucket = lanes.bucket
       ORDER BY seq LIMIT 1) AS oldest
     WHERE lanes.model = ?
     ORDER BY oldest.seq LIMIT 1
     FOR UPDATE OF lanes SKIP LOCKED`,
    [model],
  );
  if (lane.rows.length === 0) {
    return undefined;
  }
  const { scope, bucket } = lane.rows[0];
  const { rows } = await tx.raw<{ rows: Array<{ seq: string; key: string; payload: unknown }> }>(
    `DELETE FROM marks WHERE seq = ANY (ARRAY(
       SELECT seq FROM marks WHERE model = ? AND scope = ? AND bucket = ? ORDER BY seq LIMIT ?))
     RETURNING seq, key, payload`,
    [model, scope, bucket, limit],
  );
  const marks = new Map<string, unknown[]>();
  for (const row of rows.sort((a, b) => Number(a.seq) - Number(b.seq))) {
    marks.set(row.key, [...(marks.get(row.key) ?? []), row.payload]);
  }
  return { scope, marks };
}
