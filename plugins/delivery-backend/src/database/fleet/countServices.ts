import { Knex } from 'knex';
import { wordGroups } from '../../domain';
import { allOf, texts } from '../condition';
import { ACTIVE_MODEL } from './activeModel';
import { isVisible } from './isVisible';
import { matchesFilter } from './matchesFilter';
import { ServiceFilter, Visibility } from './ServiceFilter';
import { SILENT_SOURCES } from './silence';

export interface DbGroupCounts {
  claimed: boolean;
  system: string | null;
  total: number;
  attention: number;
  motion: number;
  uncertain: number;
  silent: number;
  words: Record<string, number> | null;
}

export interface DbServiceCounts {
  groups: DbGroupCounts[] | null;
  owners: string[];
  systems: string[];
}

/** Counts the rows that a filter takes by system and word; owners and systems are those of every visible row. */
export async function countServices(knex: Knex, request: { filter: ServiceFilter; visibility: Visibility }): Promise<DbServiceCounts> {
  const visible = isVisible('services', request.visibility);
  const where = allOf([visible, matchesFilter(request.filter)]);
  const { environment } = request.filter;
  const cells =
    environment === undefined
      ? { words: 'services.words', sources: 'services.sources', join: '', values: [] }
      : {
          words: 'ARRAY(SELECT cell.word WHERE cell.word IS NOT NULL)',
          sources: `coalesce(cell.sources, '{}')`,
          join: 'LEFT JOIN service_cells cell ON cell.model = services.model AND cell.ref = services.ref AND cell.environment = ?',
          values: texts([environment]),
        };
  const { rows } = await knex.raw<{ rows: DbServiceCounts[] }>(
    `WITH matched AS MATERIALIZED (
       SELECT services.claimed, services.system, ${cells.words} AS words, ${cells.sources} && ${SILENT_SOURCES} AS silent
       FROM services ${cells.join}
       WHERE services.model = ${ACTIVE_MODEL} AND ${where.sql}),
     said AS (
       SELECT claimed, system, jsonb_object_agg(word, n) AS words FROM (
         SELECT claimed, system, word, count(*) AS n FROM matched, unnest(words) AS word GROUP BY claimed, system, word) AS counted
       GROUP BY claimed, system),
     grouped AS (
       SELECT claimed, system, count(*) AS total,
         count(*) FILTER (WHERE words && ?::text[]) AS attention,
         count(*) FILTER (WHERE words && ?::text[]) AS motion,
         count(*) FILTER (WHERE words && ?::text[] OR silent) AS uncertain,
         count(*) FILTER (WHERE silent) AS silent
       FROM matched GROUP BY claimed, system)
     SELECT
       (SELECT jsonb_agg(to_jsonb(grouped) || jsonb_build_object('words', said.words) ORDER BY grouped.claimed DESC, grouped.system)
        FROM grouped LEFT JOIN said ON said.claimed = grouped.claimed AND said.system IS NOT DISTINCT FROM grouped.system) AS groups,
       ARRAY(SELECT DISTINCT services.owner FROM services
         WHERE services.model = ${ACTIVE_MODEL} AND services.owner IS NOT NULL AND (${visible.sql}) ORDER BY 1) AS owners,
       ARRAY(SELECT DISTINCT services.system FROM services
         WHERE services.model = ${ACTIVE_MODEL} AND services.system IS NOT NULL AND (${visible.sql}) ORDER BY 1) AS systems`,
    [
      ...cells.values,
      ...where.values,
      [...wordGroups.attention],
      [...wordGroups.motion],
      [...wordGroups.uncertain],
      ...visible.values,
      ...visible.values,
    ],
  );
  return rows[0];
}
