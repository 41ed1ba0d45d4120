import { Knex } from 'knex';
import { Transaction } from '../DeliveryDatabase';

/** How many commits of the line stand above one place and up to another and touch some paths; one whose paths nobody told counts. */
export async function countChangesBetween(
  knex: Knex | Transaction,
  model: number,
  { repository, patterns, above, upTo }: { repository: string; patterns: string[]; above: string; upTo: string | null },
): Promise<number> {
  const { rows } = await knex.raw<{ rows: Array<{ count: number }> }>(
    `SELECT count(*)::int AS count FROM commits
     WHERE commits.model = :model AND commits.repository = :repository AND commits.position > :above::bigint
       AND (:upTo::bigint IS NULL OR commits.position <= :upTo::bigint)
       AND (:all::boolean OR commits.paths IS NULL OR EXISTS (
         SELECT FROM unnest(commits.paths) AS path WHERE path ~ ANY (:patterns::text[])))`,
    { model, repository, above, upTo, all: patterns.length === 0, patterns },
  );
  return rows[0].count;
}
