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

export interface DbRangeRow<Facts> {
  repository: string;
  commit: string;
  paths: string[] | null;
  source: string;
  seen_at: Date;
  facts: Facts;
}

/** Commits of the line between two places, newest first, that touch some paths. */
export async function selectChangesBetween<Facts>(
  tx: Transaction,
  model: number,
  { repository, patterns, above, upTo, limit }: { repository: string; patterns: string[]; above: string; upTo: string; limit: number },
): Promise<Array<DbRangeRow<Facts>>> {
  const { rows } = await tx.raw<{ rows: Array<DbRangeRow<Facts>> }>(
    `SELECT commits.repository, commits.commit, commits.paths, commits.source, commits.seen_at, commits.facts FROM commits
     WHERE commits.model = :model AND commits.repository = :repository AND commits.position > :above::bigint AND commits.position <= :upTo::bigint
       AND (:all::boolean OR commits.paths IS NULL OR EXISTS (
         SELECT FROM unnest(commits.paths) AS path WHERE path ~ ANY (:patterns::text[])))
     ORDER BY commits.position DESC LIMIT :limit`,
    { model, repository, above, upTo, all: patterns.length === 0, patterns, limit },
  );
  return rows;
}
