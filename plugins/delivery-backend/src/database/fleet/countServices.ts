import { Knex } from 'knex';
import { wordGroups } from '../../domain';
import { texts } from '../condition';
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
  const taken = matchesFilter(request.filter);
  const { environment } = request.filter;
  const cells =
    environment === undefined
      ? { words: 'services.words', sources: 'services.sources', join: '', values: [] }
      : {
          words: 'array_remove(ARRAY[cell.word], NULL)',
          sources: `coalesce(cell.sources, '{}')`,
          join: 'LEFT JOIN service_cells cell ON cell.model = services.model AND cell.ref = services.ref AND cell.environment = ?',
          values: texts([environment]),
        };
  // The rows are read once and folded into a few hundred alike ones, which all counts are then made of.
  const { rows } = await knex.raw<{ rows: DbServiceCounts[] }>(
    `WITH alike AS MATERIALIZED (
       SELECT services.claimed, services.system, services.owner, ${cells.words} AS words,
         ${cells.sources} && ${SILENT_SOURCES} AS silent, (${taken.sql}) AS taken, count(*) AS n
       FROM services ${cells.join}
       WHERE services.model = ${ACTIVE_MODEL} AND (${visible.sql})
       GROUP BY 1, 2, 3, 4, 5, 6),
     said AS (
       SELECT claimed, system, jsonb_object_agg(word, n) AS words FROM (
         SELECT claimed, system, word, sum(n) AS n FROM alike, unnest(words) AS word WHERE taken GROUP BY claimed, system, word) AS counted
       GROUP BY claimed, system),
     grouped AS (
       SELECT claimed, system, sum(n) AS total,
         coalesce(sum(n) FILTER (WHERE words && ?::text[]), 0) AS attention,
         coalesce(sum(n) FILTER (WHERE words && ?::text[]), 0) AS motion,
         coalesce(sum(n) FILTER (WHERE words && ?::text[] OR silent), 0) AS uncertain,
         coalesce(sum(n) FILTER (WHERE silent), 0) AS silent
       FROM alike WHERE taken GROUP BY claimed, system)
     SELECT
       (SELECT jsonb_agg(to_jsonb(grouped) || jsonb_build_object('words', said.words) ORDER BY grouped.claimed DESC, grouped.system)
        FROM grouped LEFT JOIN said ON said.claimed = grouped.claimed AND said.system IS NOT DISTINCT FROM grouped.system) AS groups,
       ARRAY(SELECT DISTINCT owner FROM alike WHERE owner IS NOT NULL ORDER BY 1) AS owners,
       ARRAY(SELECT DISTINCT system FROM alike WHERE system IS NOT NULL ORDER BY 1) AS systems`,
    [...taken.values, ...cells.values, ...visible.values, [...wordGroups.attention], [...wordGroups.motion], [...wordGroups.uncertain]],
  );
  return rows[0];
}
