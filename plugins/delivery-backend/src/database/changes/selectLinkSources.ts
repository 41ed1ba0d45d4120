import { Transaction } from '../DeliveryDatabase';
import { prepared } from '../prepared';
import { toJson } from '../toJson';

/** A commit whose id begins like a prefix. */
export interface DbPrefixedCommitRow {
  prefix: string;
  repository: string;
  commit: string;
  /** A decimal string; null where it does not stand on the line. */
  position: string | null;
}

/** The last decision about an image of a repository. */
export interface DbLinkDecisionRow {
  repository: string;
  /** Digest, else repository:tag. */
  image: string;
  commit: string | null;
  note: string;
  decided_by: string;
}

/** Of any repository the commits whose ids begin like some prefixes, a few of each, and what was decided of some images. */
export async function selectLinkSources(
  tx: Transaction,
  model: number,
  { prefixes, images }: { prefixes: string[]; images: Array<{ repository: string; image: string }> },
): Promise<{ commits: DbPrefixedCommitRow[]; decisions: DbLinkDecisionRow[] }> {
  if (images.length === 0) {
    return { commits: [], decisions: [] };
  }
  // Ids are of the alphabet 0-9a-f, so whatever begins like a prefix stands between it and it with a g.
  const { rows } = await prepared<{ rows: Array<{ prefix: string | null } & Omit<DbLinkDecisionRow & DbPrefixedCommitRow, 'prefix'>> }>(
    tx,
    `(SELECT wanted.prefix, NULL AS image, found.repository, found.commit, found.position, NULL AS note, NULL AS decided_by
      FROM unnest(:prefixes::text[]) AS wanted(prefix)
      CROSS JOIN LATERAL (
        SELECT repository, commit, position FROM commits
        WHERE commits.model = :model AND commits.commit >= wanted.prefix COLLATE "C" AND commits.commit < (wanted.prefix || 'g') COLLATE "C"
        ORDER BY commits.commit, commits.repository LIMIT 20) AS found)
     UNION ALL
     (SELECT DISTINCT ON (repository, image) NULL, image, repository, commit, NULL, note, decided_by
      FROM json_to_recordset(:images::json) AS wanted(repository text, image text)
      JOIN link_corrections USING (repository, image) ORDER BY repository, image, seq DESC)
     ORDER BY prefix, commit, repository`,
    { prefixes, model, images: toJson(images) },
  );
  return {
    commits: rows.flatMap(({ prefix, ...row }) => (prefix === null ? [] : [{ prefix, ...row }])),
    decisions: rows.filter(row => row.prefix === null),
  };
}
