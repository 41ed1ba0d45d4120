import { Transaction } from '../DeliveryDatabase';

export interface DbPushRow {
  /** ISO 8601; null where the host did not say. */
  pushed_at: string | null;
  seen_at: Date;
}

/** The last push of a branch that had a commit: that came to it, went on from it, or brought it. */
export async function selectPushOf(
  tx: Transaction,
  { repository, branch, commit }: { repository: string; branch: string; commit: string },
): Promise<DbPushRow | undefined> {
  const { rows } = await tx.raw<{ rows: DbPushRow[] }>(
    `SELECT facts ->> 'pushedAt' AS pushed_at, seen_at FROM observations
     WHERE about = :about AND (facts ->> 'after' = :commit OR facts ->> 'before' = :commit OR jsonb_exists(facts -> 'commits', :commit))
     ORDER BY epoch DESC, position DESC LIMIT 1`,
    { about: `push/${repository}/${branch}`, commit },
  );
  return rows[0];
}
