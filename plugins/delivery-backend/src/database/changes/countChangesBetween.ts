import { Knex } from 'knex';
import { toJson } from '../toJson';
import { Transaction } from '../DeliveryDatabase';

/** Places of the line above one and up to another; up to its end where that is null. */
export interface PlaceRange {
  above: string;
  upTo: string | null;
}

/** How many commits of each of some ranges touch some paths, in their order; one whose paths nobody told counts. */
export async function countChangesBetween(
  knex: Knex | Transaction,
  model: number,
  { repository, patterns, ranges }: { repository: string; patterns: string[]; ranges: PlaceRange[] },
): Promise<number[]> {
  if (ranges.length === 0) {
    return [];
  }
  const { rows } = await knex.raw<{ rows: Array<{ count: number }> }>(
    `SELECT counted.count FROM json_to_recordset(:ranges::json) AS wanted(ordinal integer, above bigint, "upTo" bigint)
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS count FROM commits
       WHERE commits.model = :model AND commits.repository = :repository AND commits.position > wanted.above
         AND commits.position <= coalesce(wanted."upTo", 9223372036854775807)
         AND (:all::boolean OR commits.paths IS NULL OR EXISTS (
           SELECT FROM unnest(commits.paths) AS path WHERE path ~ ANY (:patterns::text[])))) AS counted
     ORDER BY wanted.ordinal`,
    { model, repository, ranges: toJson(ranges.map((range, ordinal) => ({ ...range, ordinal }))), all: patterns.length === 0, patterns },
  );
  return rows.map(row => row.count);
}
