import { DatabaseService, resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** The plugin's schema in PostgreSQL, migrated. */
export async function openDatabase(database: Pick<DatabaseService, 'getClient' | 'migrations'>): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({ directory: resolvePackagePath('@slipway/plugin-notices-backend', 'migrations') });
  }
  return knex;
}
