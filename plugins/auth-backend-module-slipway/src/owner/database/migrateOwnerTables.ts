import { DatabaseService, resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Brings the tables of the owner's sign-in up to date and answers the auth plugin's database, in which they stand. */
export async function migrateOwnerTables(database: DatabaseService): Promise<Knex> {
  const knex = await database.getClient();
  if (!database.migrations?.skip) {
    await knex.migrate.latest({
      directory: resolvePackagePath('@slipway/plugin-auth-backend-module-slipway', 'migrations'),
      // The auth plugin keeps its own migrations in the default table of the same schema; knex refuses a table that lists files it lacks.
      tableName: 'auth_owner_migrations',
    });
  }
  return knex;
}
