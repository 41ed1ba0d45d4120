import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

/** Stands for any path: the commit is one of which nobody told what it touches. */
export const ANY_PATH = '';

export interface NewPathPlaces {
  repository: string;
  /** Paths of services, each as a folder or file, or as a regular expression. */
  paths: Array<{ path: string; folder: string | null; pattern: string | null }>;
  /** Of all that stand on the line unless given. */
  commits?: string[];
}

/** Writes anew at which places of the line some commits touch paths of services. */
export async function replacePathPlaces(tx: Transaction, model: number, { repository, paths, commits }: NewPathPlaces): Promise<void> {
  const values = { model, repository, any: ANY_PATH, paths: toJson(paths), all: commits === undefined, commits: commits ?? [] };
  if (commits !== undefined) {
    await tx.raw(
      `DELETE FROM path_places USING commits, (
         SELECT path FROM json_to_recordset(:paths::json) AS own(path text) UNION SELECT :any::text) AS own
       WHERE commits.model = :model AND commits.repository = :repository AND commits.commit = ANY (:commits::text[])
         AND path_places.model = :model AND path_places.repository = :repository
         AND path_places.path = own.path AND path_places.position = commits.position`,
      values,
    );
  }
  // Folders meet by name and not by pattern: PostgreSQL keeps few compiled patterns, and a repository may hold hundreds of services.
  await tx.raw(
    `WITH own AS MATERIALIZED (
       SELECT path, folder, pattern FROM json_to_recordset(:paths::json) AS incoming(path text, folder text, pattern text)),
     placed AS MATERIALIZED (
       SELECT position, paths FROM commits
       WHERE model = :model AND repository = :repository AND position IS NOT NULL AND (:all::boolean OR commit = ANY (:commits::text[]))),
     touched AS (
       SELECT position, file, string_to_array(file, '/') AS parts FROM placed CROSS JOIN LATERAL unnest(paths) AS file)
     INSERT INTO path_places (model, repository, path, position)
     SELECT :model::integer, :repository::text, :any::text, position FROM placed WHERE paths IS NULL
     UNION
     SELECT :model::integer, :repository::text, own.path, position FROM touched
     CROSS JOIN LATERAL generate_series(1, cardinality(parts)) AS depth
     JOIN own ON own.folder = array_to_string(parts[1:depth], '/')
     UNION
     SELECT :model::integer, :repository::text, own.path, position FROM touched JOIN own ON touched.file ~ own.pattern
     ON CONFLICT DO NOTHING`,
    values,
  );
}

/** The paths that services name as their own in a repository; none where no service does. */
export async function selectOwnPaths(tx: Transaction, model: number, repository: string): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ path: string }> }>(
    `SELECT DISTINCT path FROM service_repositories CROSS JOIN LATERAL unnest(paths) AS path
     WHERE model = ? AND repository = ? ORDER BY path`,
    [model, repository],
  );
  return rows.map(row => row.path);
}
