import { DatabaseService, resolvePackagePath } from '@backstage/backend-plugin-api';

/** Adds to the index what names that are mistyped are found by; the index itself is Backstage's. */
export async function migrateNames(database: DatabaseService): Promise<void> {
  if (!database.migrations?.skip) {
    const knex = await database.getClient();
    await knex.migrate.latest({
      directory: resolvePackagePath('@slipway/plugin-search-backend-module-slipway', 'migrations'),
      // The index keeps its own migrations in the default table of the same schema.
      tableName: 'search_names_migrations',
    });
  }
}
