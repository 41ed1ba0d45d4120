import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';
import { PlaceRange, toWantedRange } from './countChangesBetween';

/** The commits of some ranges that name others, are named, or have a patch id; each with the number of its range. */
export async function selectEntangled(
  tx: Transaction,
  model: number,
  ranges: Array<PlaceRange & { ordinal: number }>,
): Promise<Array<{ ordinal: number; repository: string; commit: string }>> {
  if (ranges.length === 0) {
    return [];
  }
  const { rows } = await tx.raw<{ rows: Array<{ ordinal: number; repository: string; commit: string }> }>(
    `SELECT wanted.ordinal, commits.repository, commits.commit
     FROM json_to_recordset(:ranges::json) AS wanted(ordinal integer, repository text, paths text[], above bigint, "upTo" bigint)
     CROSS JOIN LATERAL (
       SELECT position FROM commits AS line
       WHERE wanted.paths IS NULL AND line.model = :model AND line.repository = wanted.repository
         AND line.position > wanted.above AND line.position <= wanted."upTo"
       UNION
       SELECT position FROM path_places
       WHERE path_places.model = :model AND path_places.repository = wanted.repository AND path_places.path = ANY (wanted.paths)
         AND path_places.position > wanted.above AND path_places.position <= wanted."upTo") AS own
     JOIN commits ON commits.model = :model AND commits.repository = wanted.repository AND commits.position = own.position
     WHERE commits.patch_id IS NOT NULL
       OR EXISTS (SELECT FROM commit_links AS named
         WHERE named.model = :model AND named.repository = commits.repository AND named.target = commits.commit
           AND named.kind IN ('reverts', 'picks'))
       OR EXISTS (SELECT FROM commit_links AS naming
         WHERE naming.model = :model AND naming.repository = commits.repository AND naming.commit = commits.commit
           AND naming.kind IN ('reverts', 'picks'))`,
    { model, ranges: toJson(ranges.map(toWantedRange)) },
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
