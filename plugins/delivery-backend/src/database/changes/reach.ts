import { Knex } from 'knex';
import { Transaction } from '../DeliveryDatabase';

/** Longer side branches are not walked to their end. */
const MOST_SIDE_COMMITS = 2_000;

export interface DbReach {
  /** The commits beside the line that it has, itself among them when it stands there. */
  side: string[];
  /** The greatest place on the line that it has, as a decimal string; null when it has none. */
  position: string | null;
  /** False where a parent is not on the record, or the walk was cut: it may have more. */
  complete: boolean;
}

/** What a commit has as ancestors: those beside the line one by one, those on it by the greatest place. */
export async function selectReach(knex: Knex | Transaction, model: number, repository: string, commit: string): Promise<DbReach> {
  const { rows } = await knex.raw<{ rows: Array<{ commit: string; found: boolean; position: string | null; known: boolean }> }>(
    `WITH RECURSIVE reached AS (
       SELECT :commit::text COLLATE "C" AS commit
       UNION
       SELECT parent COLLATE "C" FROM reached
       JOIN commits ON commits.model = :model AND commits.repository = :repository AND commits.commit = reached.commit AND commits.position IS NULL
       CROSS JOIN LATERAL unnest(coalesce(commits.parents, commits.implied_parents)) AS parent),
     few AS (SELECT commit FROM reached LIMIT :limit)
     SELECT few.commit, commits.commit IS NOT NULL AS found, commits.position, coalesce(commits.parents, commits.implied_parents) IS NOT NULL AS known
     FROM few LEFT JOIN commits ON commits.model = :model AND commits.repository = :repository AND commits.commit = few.commit`,
    { model, repository, commit, limit: MOST_SIDE_COMMITS },
  );
  const positions = rows.flatMap(row => (row.position === null ? [] : [BigInt(row.position)]));
  return {
    side: rows.filter(row => row.position === null && row.found).map(row => row.commit),
    position: positions.length === 0 ? null : String(positions.reduce((a, b) => (a > b ? a : b))),
    complete: rows.length < MOST_SIDE_COMMITS && rows.every(row => row.position !== null || (row.found && row.known)),
  };
}
