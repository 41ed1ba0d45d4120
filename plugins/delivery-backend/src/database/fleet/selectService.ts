import { Knex } from 'knex';
import { allOf, condition, texts } from '../condition';
import { prepared } from '../prepared';
import { ACTIVE_MODEL } from './activeModel';
import { isVisible } from './isVisible';
import { Visibility } from './ServiceFilter';
import { SILENT_SINCE } from './silence';

export interface DbServiceDetailRow {
  row: unknown;
  detail: unknown;
  silent: Record<string, string | null> | null;
}

/** One row of the fleet with its detail, if the caller may see it. */
export async function selectService(knex: Knex, request: { ref: string; visibility: Visibility }): Promise<DbServiceDetailRow | undefined> {
  const where = allOf([condition('services.ref = ?', ...texts([request.ref])), isVisible('services', request.visibility)]);
  const { rows } = await prepared<{ rows: DbServiceDetailRow[] }>(
    knex,
    `SELECT services.row, service_details.detail, ${SILENT_SINCE} AS silent
     FROM services JOIN service_details ON service_details.model = services.model AND service_details.ref = services.ref
     WHERE services.model = ${ACTIVE_MODEL} AND ${where.sql}`,
    where.values,
  );
  return rows[0];
}

/** Those of some refs that the caller may see. */
export async function selectVisibleRefs(knex: Knex, request: { refs: string[]; visibility: Visibility }): Promise<Set<string>> {
  const where = isVisible('services', request.visibility);
  const { rows } = await prepared<{ rows: Array<{ ref: string }> }>(
    knex,
    `SELECT services.ref FROM services WHERE services.model = ${ACTIVE_MODEL} AND services.ref = ANY (?::text[]) AND (${where.sql})`,
    [request.refs, ...where.values],
  );
  return new Set(rows.map(row => row.ref));
}
