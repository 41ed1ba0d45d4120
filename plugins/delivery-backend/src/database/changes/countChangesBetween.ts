import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';
import { ANY_PATH } from './pathPlaces';

/** Places of a repository's line above one and up to another, of the commits that touch some paths. */
export interface PlaceRange {
  repository: string;
  /** None for all commits. */
  paths: string[];
  above: string;
  upTo: string;
}

/** How many commits each of some ranges has, in their order; one whose paths nobody told counts. */
export async function countChangesBetween(tx: Transaction, model: number, ranges: PlaceRange[]): Promise<number[]> {
  if (ranges.length === 0) {
    return [];
  }
  const { rows } = await tx.raw<{ rows: Array<{ count: number }> }>(
    `SELECT CASE WHEN wanted.paths IS NULL
       THEN (SELECT count(*) FROM commits
         WHERE commits.model = :model AND commits.repository = wanted.repository AND commits.position > wanted.above
           AND commits.position <= wanted."upTo")
       ELSE (SELECT count(DISTINCT position) FROM path_places
         WHERE path_places.model = :model AND path_places.repository = wanted.repository AND path_places.path = ANY (wanted.paths)
           AND path_places.position > wanted.above AND path_places.position <= wanted."upTo")
       END::integer AS count
     FROM json_to_recordset(:ranges::json) AS wanted(ordinal integer, repository text, paths text[], above bigint, "upTo" bigint)
     ORDER BY wanted.ordinal`,
    { model, ranges: toJson(ranges.map((range, ordinal) => toWantedRange({ ...range, ordinal }))) },
  );
  return rows.map(row => row.count);
}

/** A range as SQL takes it: `paths` null for all commits, else with what stands for any path. */
export function toWantedRange<Range extends PlaceRange>(range: Range) {
  return { ...range, paths: range.paths.length > 0 ? [...range.paths, ANY_PATH] : null };
}
