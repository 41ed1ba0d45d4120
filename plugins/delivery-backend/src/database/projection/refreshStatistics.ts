import { Knex } from 'knex';
import { PROJECTED_TABLES } from './models';

/** Below this a table is read as a whole anyway. */
const FEWEST_ROWS = 500;

/**
 * Counts anew the tables of the read model that grew by half since they were counted last. PostgreSQL does so itself, yet only once
 * a minute: until then a first load of thousands of rows is planned for as if the tables were empty.
 */
export async function refreshStatistics(knex: Knex): Promise<string[]> {
  const { rows } = await knex.raw<{ rows: Array<{ name: string }> }>(
    `SELECT relname AS name FROM pg_stat_user_tables
     WHERE schemaname = current_schema() AND regexp_replace(relname, '_[0-9]+$', '') = ANY (?::text[]) AND relname ~ '_[0-9]+$'
       AND n_mod_since_analyze > ? + n_live_tup / 2
     ORDER BY relname`,
    [[...PROJECTED_TABLES], FEWEST_ROWS],
  );
  const names = rows.map(row => row.name);
  if (names.length > 0) {
    // Another replica may be counting, or dropping, the same one.
    await knex.raw(`ANALYZE (SKIP_LOCKED) ${names.map(() => '??').join(', ')}`, names);
  }
  return names;
}
