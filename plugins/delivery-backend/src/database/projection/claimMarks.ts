import { Transaction } from '../DeliveryDatabase';
import { MarkScope } from '../record/insertMarks';

export interface ClaimedMarks {
  scope: MarkScope;
  /** Per key what the stage before knew, oldest first; null where everything is to be read anew. */
  marks: Map<string, unknown[]>;
  /** So many were taken that the stage may well have more. */
  more: boolean;
}

export interface ClaimOptions {
  /** The most keys of a stage to take. */
  keysOf: (scope: MarkScope) => number;
  /** Whether what came late comes before all else, or after it. */
  historyFirst: boolean;
}

/** On average; a key that has more gets the rest in a later turn. */
const MARKS_PER_KEY = 10;
/** A lane is looked through no further than this: after a million commits came, a turn takes as long as after a thousand. */
const MARKS_LOOKED_THROUGH = 20_000;

/**
 * Takes the lane with the oldest mark that nobody works on, history before or after all others, and its marks with it: they are gone when the transaction commits and
 * there again when it does not. Where the whole stage has less to do than one turn takes, the other lanes of it come along: many
 * small turns cost more than one. Undefined when there is nothing to do. Lanes stay locked until the transaction ends, so
 * that no two work on one key. Wants a snapshot: whoever finished a lane between the snapshot and the lock has deleted marks that
 * the snapshot still shows, and deleting them again makes the transaction run anew.
 */
export async function claimMarks(
  tx: Transaction,
  model: number,
  { keysOf, historyFirst }: ClaimOptions,
): Promise<ClaimedMarks | undefined> {
  const lane = await tx.raw<{ rows: Array<{ scope: MarkScope; bucket: number }> }>(
    `SELECT lanes.scope, lanes.bucket FROM lanes
     CROSS JOIN LATERAL (
       SELECT seq FROM marks
       WHERE marks.model = lanes.model AND marks.scope = lanes.scope AND marks.bucket = lanes.bucket
       ORDER BY seq LIMIT 1) AS oldest
     WHERE lanes.model = ?
     ORDER BY (lanes.scope = 'history') <> ?::boolean, oldest.seq LIMIT 1
     FOR UPDATE OF lanes SKIP LOCKED`,
    [model, historyFirst],
  );
  if (lane.rows.length === 0) {
    return undefined;
  }
  const { scope, bucket } = lane.rows[0];
  const keys = keysOf(scope);
  const others = await tx.raw<{ rows: Array<{ bucket: number }> }>(
    `SELECT lanes.bucket FROM lanes
     WHERE lanes.model = ? AND lanes.scope = ? AND lanes.bucket <> ?
       AND (SELECT count(*) FROM (SELECT FROM marks WHERE marks.model = ? AND marks.scope = ? LIMIT ?) AS few) < ?
     FOR UPDATE OF lanes SKIP LOCKED`,
    [model, scope, bucket, model, scope, keys, keys],
  );
  // All marks of a key at once: under a burst there are many, and projecting a key costs the same for one as for all of them.
  const { rows } = await tx.raw<{
    rows: Array<{ seq: string; key: string; payload: unknown }>;
  }>(
    `WITH lane AS MATERIALIZED (
       SELECT first.seq, first.key FROM unnest(?::smallint[]) AS wanted(bucket)
       CROSS JOIN LATERAL (
         SELECT seq, key FROM marks WHERE model = ? AND scope = ? AND marks.bucket = wanted.bucket ORDER BY seq LIMIT ?) AS first),
     oldest AS (SELECT key FROM lane ORDER BY seq LIMIT ?)
     DELETE FROM marks WHERE seq = ANY (ARRAY(
       SELECT seq FROM lane WHERE key IN (SELECT key FROM oldest) ORDER BY seq LIMIT ?))
     RETURNING seq, key, payload`,
    [[bucket, ...others.rows.map(row => row.bucket)], model, scope, MARKS_LOOKED_THROUGH, keys, keys * MARKS_PER_KEY],
  );
  const marks = new Map<string, unknown[]>();
  for (const row of rows.sort((a, b) => Number(a.seq) - Number(b.seq))) {
    const payloads = marks.get(row.key);
    if (payloads) {
      payloads.push(row.payload);
    } else {
      marks.set(row.key, [row.payload]);
    }
  }
  return { scope, marks, more: rows.length >= keys };
}
