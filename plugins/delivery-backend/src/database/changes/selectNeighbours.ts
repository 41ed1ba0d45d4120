import { toJson } from '../toJson';
import { Transaction } from '../DeliveryDatabase';

/** How far it looks each way: in a large repository a service's next change may be very far, and a page waits for the answer. */
const FARTHEST = 2_000;

export interface DbNeighbours {
  /** The change before it, which is older; null where none is near. */
  before: string | null;
  after: string | null;
}

/**
 * The changes before and after a place of a repository's line, for each of some services by the patterns of its paths; none means every
 * commit, and one whose paths nobody told counts as touching everything.
 */
export async function selectNeighbours(
  tx: Transaction,
  model: number,
  { repository, position, services }: { repository: string; position: string | null; services: string[][] },
): Promise<DbNeighbours[]> {
  if (position === null || services.length === 0) {
    return services.map(() => ({ before: null, after: null }));
  }
  const near = (side: string, order: string) => `(
    SELECT near.commit FROM (
      SELECT commits.commit, commits.paths, commits.position FROM commits
      WHERE commits.model = :model AND commits.repository = :repository AND commits.position ${side} :position::bigint
      ORDER BY commits.position ${order} LIMIT ${FARTHEST}) AS near
    WHERE cardinality(wanted.patterns) = 0 OR near.paths IS NULL
      OR EXISTS (SELECT FROM unnest(near.paths) AS path WHERE path ~ ANY (wanted.patterns))
    ORDER BY near.position ${order} LIMIT 1)`;
  const { rows } = await tx.raw<{ rows: DbNeighbours[] }>(
    `SELECT ${near('<', 'DESC')} AS before, ${near('>', 'ASC')} AS after
     FROM json_to_recordset(:services::json) AS wanted(ordinal integer, patterns text[]) ORDER BY wanted.ordinal`,
    { model, repository, position, services: toJson(services.map((patterns, ordinal) => ({ patterns, ordinal }))) },
  );
  return rows;
}
