import { Condition, condition } from '../condition';
import { ANY_PATH } from './pathPlaces';

/** Places on the line of a repository, of the commits that touch some paths; of all commits where no paths are given. */
export interface LinePlaces {
  model: number;
  repository: string;
  paths: string[];
  /** Decimal strings; above the one, up to the other. */
  above: string;
  upTo: string;
}

/** SQL for the greatest of some places, `position` by name, greatest first. What nobody told of touches every path. */
export function newestPlaces({ model, repository, paths, above, upTo }: LinePlaces, limit: number): Condition {
  if (paths.length === 0) {
    return condition(
      `SELECT position FROM commits
       WHERE model = ? AND repository = ? AND position > ?::bigint AND position <= ?::bigint ORDER BY position DESC LIMIT ?`,
      model,
      repository,
      above,
      upTo,
      limit,
    );
  }
  return condition(
    `SELECT DISTINCT own.position FROM unnest(?::text[]) AS wanted(path)
     CROSS JOIN LATERAL (
       SELECT position FROM path_places
       WHERE model = ? AND repository = ? AND path_places.path = wanted.path COLLATE "C" AND position > ?::bigint AND position <= ?::bigint
       ORDER BY position DESC LIMIT ?) AS own
     ORDER BY own.position DESC LIMIT ?`,
    [...paths, ANY_PATH],
    model,
    repository,
    above,
    upTo,
    limit,
    limit,
  );
}
