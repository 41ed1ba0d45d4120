import { InputError } from '@backstage/errors';
import { Transaction } from '../DeliveryDatabase';
import { isVisible } from '../fleet/isVisible';
import { Visibility } from '../fleet/ServiceFilter';
import { COMMIT_COLUMNS, DbCommitRow } from './commits';

export interface ChangePageRequest {
  repository: string;
  /** Regular expressions of which a path of the commit has to match one; none for all commits. */
  patterns: string[];
  limit: number;
  cursor?: string;
}

/** The commits of the default branch's line, newest first; one whose paths nobody told counts as touching everything. One more than asked for. */
export async function selectChangePage<Facts>(
  tx: Transaction,
  model: number,
  { repository, patterns, limit, cursor }: ChangePageRequest,
): Promise<Array<DbCommitRow<Facts>>> {
  if (cursor !== undefined && !/^-?\d{1,18}$/.test(cursor)) {
    throw new InputError('The cursor is not one that this list gave; begin without one');
  }
  const { rows } = await tx.raw<{ rows: Array<DbCommitRow<Facts>> }>(
    `SELECT ${COMMIT_COLUMNS} FROM commits
     WHERE commits.model = :model AND commits.repository = :repository AND commits.position IS NOT NULL
       AND (:cursor::bigint IS NULL OR commits.position < :cursor::bigint)
       AND (:all::boolean OR commits.paths IS NULL OR EXISTS (
         SELECT FROM unnest(commits.paths) AS path WHERE path ~ ANY (:patterns::text[])))
     ORDER BY commits.position DESC LIMIT :limit`,
    { model, repository, cursor: cursor ?? null, all: patterns.length === 0, patterns, limit: limit + 1 },
  );
  return rows;
}

export interface DbServiceRepositoryRow {
  ref: string;
  repository: string;
  paths: string[];
}

/** Where the source of a service stands. */
export async function selectServiceRepository(tx: Transaction, model: number, ref: string): Promise<DbServiceRepositoryRow | undefined> {
  const { rows } = await tx.raw<{ rows: DbServiceRepositoryRow[] }>(
    'SELECT ref, repository, paths FROM service_repositories WHERE model = ? AND ref = ? ORDER BY repository LIMIT 1',
    [model, ref],
  );
  return rows[0];
}

/** Where the source of some services stands, of those whose history is laid out. */
export async function selectLaidOutSources(tx: Transaction, model: number, refs: string[]): Promise<Map<string, DbServiceRepositoryRow>> {
  const { rows } = await tx.raw<{ rows: DbServiceRepositoryRow[] }>(
    `SELECT DISTINCT ON (ref) ref, service_repositories.repository, paths FROM service_repositories
     JOIN repositories ON repositories.model = service_repositories.model AND repositories.repository = service_repositories.repository
     WHERE service_repositories.model = ? AND ref = ANY (?::text[]) ORDER BY ref, service_repositories.repository`,
    [model, refs],
  );
  return new Map(rows.map(row => [row.ref, row]));
}

/** The version of the read model that is read, for questions that take several statements; ask them in one snapshot. */
export async function selectActiveModel(tx: Transaction): Promise<number | undefined> {
  const { rows } = await tx.raw<{ rows: Array<{ id: number }> }>(`SELECT id FROM read_models WHERE state = 'active'`);
  return rows[0]?.id;
}

export interface DbSourcedServiceRow extends DbServiceRepositoryRow {
  row: unknown;
  detail: unknown;
}

/** The services that a caller may see whose source stands in one of some repositories. */
export async function selectServicesOf(
  tx: Transaction,
  model: number,
  { repositories, visibility }: { repositories: string[]; visibility: Visibility },
): Promise<DbSourcedServiceRow[]> {
  const where = isVisible('services', visibility);
  const { rows } = await tx.raw<{ rows: DbSourcedServiceRow[] }>(
    `SELECT service_repositories.ref, service_repositories.repository, service_repositories.paths, services.row, service_details.detail
     FROM service_repositories
     JOIN services ON services.model = service_repositories.model AND services.ref = service_repositories.ref
     JOIN service_details ON service_details.model = services.model AND service_details.ref = services.ref
     WHERE service_repositories.model = ? AND service_repositories.repository = ANY (?::text[]) AND (${where.sql})
     ORDER BY service_repositories.ref`,
    [model, repositories, ...where.values],
  );
  return rows;
}
