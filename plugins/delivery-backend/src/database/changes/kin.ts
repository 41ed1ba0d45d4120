import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';
import { PlaceRange } from './countChangesBetween';

/** The commits of some ranges, which touch some paths, that name others, are named, or have a patch id; each with the number of its range. */
export async function selectEntangled(
  tx: Transaction,
  model: number,
  { repository, patterns, ranges }: { repository: string; patterns: string[]; ranges: Array<PlaceRange & { ordinal: number }> },
): Promise<Array<{ ordinal: number; commit: string }>> {
  if (ranges.length === 0) {
    return [];
  }
  const { rows } = await tx.raw<{ rows: Array<{ ordinal: number; commit: string }> }>(
    `SELECT wanted.ordinal, commits.commit FROM json_to_recordset(:ranges::json) AS wanted(ordinal integer, above bigint, "upTo" bigint)
     JOIN commits ON commits.model = :model AND commits.repository = :repository AND commits.position > wanted.above
       AND commits.position <= coalesce(wanted."upTo", 9223372036854775807)
     WHERE (:all::boolean OR commits.paths IS NULL OR EXISTS (
         SELECT FROM unnest(commits.paths) AS path WHERE path ~ ANY (:patterns::text[])))
       AND (commits.patch_id IS NOT NULL
         OR EXISTS (SELECT FROM commit_links AS own
           WHERE own.model = :model AND own.repository = :repository AND own.target = commits.commit AND own.kind IN ('reverts', 'picks'))
         OR EXISTS (SELECT FROM commit_links AS own
           WHERE own.model = :model AND own.repository = :repository AND own.commit = commits.commit AND own.kind IN ('reverts', 'picks')))`,
    { model, repository, ranges: toJson(ranges), all: patterns.length === 0, patterns },
  );
  return rows;
}

export interface DbKinRow {
  commit: string;
  kind: 'reverts' | 'picks' | 'alike';
  target: string;
}

/** What some commits take back or were picked from, what does so with them, and what has the same patch id. */
export async function selectKin(tx: Transaction, model: number, repository: string, commits: string[]): Promise<DbKinRow[]> {
  const { rows } = await tx.raw<{ rows: DbKinRow[] }>(
    `SELECT commit, kind, target FROM commit_links
     WHERE model = :model AND repository = :repository AND kind IN ('reverts', 'picks') AND target = ANY (:commits::text[])
     UNION
     SELECT commit, kind, target FROM commit_links
     WHERE model = :model AND repository = :repository AND kind IN ('reverts', 'picks') AND commit = ANY (:commits::text[])
     UNION
     SELECT other.commit, 'alike', own.commit FROM commits AS own
     JOIN commits AS other ON other.model = :model AND other.repository = :repository AND other.patch_id = own.patch_id
       AND other.commit <> own.commit
     WHERE own.model = :model AND own.repository = :repository AND own.commit = ANY (:commits::text[]) AND own.patch_id IS NOT NULL`,
    { model, repository, commits },
  );
  return rows;
}
