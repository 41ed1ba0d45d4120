import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

/** What of a stored row tells whether it changed, and who may see that it did. */
export interface DbServiceStampRow {
  ref: string;
  content_hash: string;
  claimed: boolean;
  owner: string | null;
  system: string | null;
  tags: string[];
  environments: string[];
}

/** The stamps of some rows of the fleet. */
export async function selectServiceStamps(tx: Transaction, model: number, refs: string[]): Promise<Map<string, DbServiceStampRow>> {
  const { rows } = await tx.raw<{ rows: DbServiceStampRow[] }>(
    `SELECT ref, content_hash, claimed, owner, system, tags, environments FROM services WHERE model = ? AND ref = ANY (?::text[])`,
    [model, refs],
  );
  return new Map(rows.map(row => [row.ref, row]));
}

export interface NewServiceCell {
  environment: string;
  word: string;
  health: string;
  sync: string;
  sources: string[];
}

export interface NewService extends DbServiceStampRow {
  words: string[];
  healths: string[];
  syncs: string[];
  sources: string[];
  search: string;
  name_sort: string;
  system_sort: string;
  health_sort: number;
  /** ISO 8601 or `-infinity`. */
  deployed_sort: string;
  behind_sort: number;
  row: unknown;
  detail: unknown;
  cells: NewServiceCell[];
}

/** Removes rows of the fleet with everything beside them. */
export async function deleteServices(tx: Transaction, model: number, refs: string[]): Promise<void> {
  for (const table of ['services', 'service_cells', 'service_details']) {
    await tx.raw(`DELETE FROM ${table} WHERE model = ? AND ref = ANY (?::text[])`, [model, refs]);
  }
}

/** Writes rows of the fleet with what filters and the page of one service need. */
export async function upsertServices(tx: Transaction, model: number, services: NewService[]): Promise<void> {
  await tx.raw(
    `INSERT INTO services (model, ref, claimed, owner, system, tags, environments, words, healths, syncs, sources, search,
       name_sort, system_sort, health_sort, deployed_sort, behind_sort, content_hash, row)
     SELECT ?, ref, claimed, owner, system, tags, environments, words, healths, syncs, sources, search,
       name_sort, system_sort, health_sort, deployed_sort, behind_sort, content_hash, row
     FROM json_to_recordset(?::json) AS incoming(
       ref text, claimed boolean, owner text, system text, tags text[], environments text[], words text[], healths text[],
       syncs text[], sources text[], search text, name_sort text, system_sort text, health_sort smallint,
       deployed_sort timestamptz, behind_sort smallint, content_hash text, row jsonb)
     ON CONFLICT (model, ref) DO UPDATE SET
       claimed = excluded.claimed, owner = excluded.owner, system = excluded.system, tags = excluded.tags,
       environments = excluded.environments, words = excluded.words, healths = excluded.healths, syncs = excluded.syncs,
       sources = excluded.sources, search = excluded.search, name_sort = excluded.name_sort,
       system_sort = excluded.system_sort, health_sort = excluded.health_sort, deployed_sort = excluded.deployed_sort, behind_sort = excluded.behind_sort,
       content_hash = excluded.content_hash, row = excluded.row`,
    [model, toJson(services.map(({ detail, cells, ...service }) => service))],
  );
  await tx.raw(
    `INSERT INTO service_details (model, ref, detail)
     SELECT ?, ref, detail FROM json_to_recordset(?::json) AS incoming(ref text, detail jsonb)
     ON CONFLICT (model, ref) DO UPDATE SET detail = excluded.detail`,
    [model, toJson(services.map(({ ref, detail }) => ({ ref, detail })))],
  );
  await tx.raw('DELETE FROM service_cells WHERE model = ? AND ref = ANY (?::text[])', [model, services.map(({ ref }) => ref)]);
  await tx.raw(
    `INSERT INTO service_cells (model, ref, environment, word, health, sync, sources)
     SELECT ?, ref, environment, word, health, sync, sources
     FROM json_to_recordset(?::json) AS incoming(ref text, environment text, word text, health text, sync text, sources text[])`,
    [model, toJson(services.flatMap(({ ref, cells }) => cells.map(cell => ({ ref, ...cell }))))],
  );
}
