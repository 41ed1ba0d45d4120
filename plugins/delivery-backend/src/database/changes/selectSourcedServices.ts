import { texts } from '../condition';
import { Transaction } from '../DeliveryDatabase';
import { ACTIVE_MODEL } from '../fleet/activeModel';
import { isVisible } from '../fleet/isVisible';
import { Visibility } from '../fleet/ServiceFilter';
import { prepared } from '../prepared';

/** Where the source of a service stands. */
export interface DbServiceRepositoryRow {
  ref: string;
  repository: string;
  paths: string[];
}

export interface DbSourcedServiceRow extends DbServiceRepositoryRow {
  /** Null where the service does not have the files, and its own row was not read. */
  row: unknown;
  detail: unknown;
}

/**
 * The services that a caller may see whose source stands in one of some repositories. Only those are read whole that may have one of some
 * files, which are given with the folders that they are in; all where nobody told of files.
 */
export async function selectServicesOf(
  tx: Transaction,
  model: number,
  { repositories, folders, visibility }: { repositories: string[]; folders: string[] | null; visibility: Visibility },
): Promise<DbSourcedServiceRow[]> {
  const where = isVisible('services', visibility);
  const { rows } = await prepared<{ rows: DbSourcedServiceRow[] }>(
    tx,
    `SELECT own.ref, own.repository, own.paths, whole.row, whole.detail FROM service_repositories own
     JOIN services ON services.model = own.model AND services.ref = own.ref
     LEFT JOIN LATERAL (
       SELECT services.row, service_details.detail FROM service_details
       WHERE service_details.model = own.model AND service_details.ref = own.ref
         AND (?::text[] IS NULL OR cardinality(own.paths) = 0 OR EXISTS (
           SELECT FROM unnest(own.paths) AS path WHERE path ~ '[*\\?]' OR rtrim(path, '/') = ANY (?::text[])))) AS whole ON TRUE
     WHERE own.model = ? AND own.repository = ANY (?::text[]) AND (${where.sql})
     ORDER BY own.ref`,
    [folders, folders, model, repositories, ...where.values],
  );
  return rows;
}

export interface DbServiceWithSourceRow {
  model: number;
  row: unknown;
  detail: unknown;
  /** Null where nothing says where its source stands. */
  repository: string | null;
  paths: string[] | null;
}

/** A service that the caller may see, with where its source stands and the version of the read model that it was read from. */
export async function selectServiceWithSource(
  tx: Transaction,
  { ref, visibility }: { ref: string; visibility: Visibility },
): Promise<DbServiceWithSourceRow | undefined> {
  const where = isVisible('services', visibility);
  const { rows } = await prepared<{ rows: DbServiceWithSourceRow[] }>(
    tx,
    `SELECT services.model, services.row, service_details.detail, source.repository, source.paths FROM services
     JOIN service_details ON service_details.model = services.model AND service_details.ref = services.ref
     LEFT JOIN LATERAL (
       SELECT repository, paths FROM service_repositories
       WHERE service_repositories.model = services.model AND service_repositories.ref = services.ref ORDER BY repository LIMIT 1) AS source ON TRUE
     WHERE services.model = ${ACTIVE_MODEL} AND services.ref = ? AND (${where.sql})`,
    [...texts([ref]), ...where.values],
  );
  return rows[0];
}

/** Where the source of a service stands. */
export async function selectServiceRepository(tx: Transaction, model: number, ref: string): Promise<DbServiceRepositoryRow | undefined> {
  const { rows } = await prepared<{ rows: DbServiceRepositoryRow[] }>(
    tx,
    'SELECT ref, repository, paths FROM service_repositories WHERE model = ? AND ref = ? ORDER BY repository LIMIT 1',
    [model, ref],
  );
  return rows[0];
}

export interface DbServiceSourceRow extends DbServiceRepositoryRow {
  /** True where the history of the repository is laid out. */
  laid_out: boolean;
}

/** Where the source of some services stands. */
export async function selectServiceSources(tx: Transaction, model: number, refs: string[]): Promise<Map<string, DbServiceSourceRow>> {
  const { rows } = await tx.raw<{ rows: DbServiceSourceRow[] }>(
    `SELECT DISTINCT ON (ref) ref, service_repositories.repository, paths, repositories.repository IS NOT NULL AS laid_out
     FROM service_repositories
     LEFT JOIN repositories ON repositories.model = service_repositories.model AND repositories.repository = service_repositories.repository
     WHERE service_repositories.model = ? AND ref = ANY (?::text[]) ORDER BY ref, service_repositories.repository`,
    [model, refs],
  );
  return new Map(rows.map(row => [row.ref, row]));
}
