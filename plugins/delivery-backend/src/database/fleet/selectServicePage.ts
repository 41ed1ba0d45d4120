import { Knex } from 'knex';
import { allOf, Condition, condition } from '../condition';
import { ACTIVE_MODEL } from './activeModel';
import { isVisible } from './isVisible';
import { Keyset, keysetOf } from './keyset';
import { matchesFilter } from './matchesFilter';
import { ServiceFilter, Visibility } from './ServiceFilter';
import { SILENT_SINCE } from './silence';

/** What each order of the fleet compares, ending in what tells any two rows apart. */
const SORTS = {
  name: ['name_sort:text', 'ref:text'],
  system: ['system_sort:text', 'name_sort:text', 'ref:text'],
  health: ['health_sort:smallint', 'name_sort:text', 'ref:text'],
  behind: ['behind_sort:smallint', 'name_sort:text', 'ref:text'],
  lastDeployed: ['deployed_sort:timestamptz', 'name_sort:text', 'ref:text'],
} as const;

export type ServiceSort = keyof typeof SORTS | `-${keyof typeof SORTS}`;

export interface DbServiceRow {
  row: unknown;
  /** Silent sources with the instants when they were last heard. */
  silent: Record<string, string | null> | null;
  keys: string[];
}

/** A page of the fleet, one row longer than asked for when there is more. */
export async function selectServicePage(
  knex: Knex,
  request: { filter: ServiceFilter; visibility: Visibility; sort: ServiceSort; limit: number; cursor?: string },
): Promise<{ rows: DbServiceRow[]; keyset: Keyset }> {
  const keyset = keysetOf('services', SORTS, request.sort, request.cursor);
  const where: Condition = allOf([keyset.after, isVisible('services', request.visibility), matchesFilter(request.filter)]);
  const { rows } = await knex.raw<{ rows: DbServiceRow[] }>(
    `SELECT services.row, ${SILENT_SINCE} AS silent, ${keyset.columns} AS keys
     FROM services WHERE services.model = ${ACTIVE_MODEL} AND ${where.sql}
     ORDER BY ${keyset.order} LIMIT ?`,
    [...where.values, request.limit + 1],
  );
  return { rows, keyset };
}

export interface DbUnclaimedRow extends DbServiceRow {
  detail: unknown;
}

/** A page of the groups that no entity claims, by name and with their details; one row longer than asked for when there is more. */
export async function selectUnclaimedPage(
  knex: Knex,
  request: { visibility: Visibility; limit: number; cursor?: string },
): Promise<{ rows: DbUnclaimedRow[]; keyset: Keyset }> {
  const keyset = keysetOf('services', SORTS, 'name', request.cursor);
  const where: Condition = allOf([condition('NOT services.claimed'), keyset.after, isVisible('services', request.visibility)]);
  const { rows } = await knex.raw<{ rows: DbUnclaimedRow[] }>(
    `SELECT services.row, service_details.detail, ${SILENT_SINCE} AS silent, ${keyset.columns} AS keys
     FROM services JOIN service_details ON service_details.model = services.model AND service_details.ref = services.ref
     WHERE services.model = ${ACTIVE_MODEL} AND ${where.sql}
     ORDER BY ${keyset.order} LIMIT ?`,
    [...where.values, request.limit + 1],
  );
  return { rows, keyset };
}
