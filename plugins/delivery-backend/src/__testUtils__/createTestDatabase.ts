import { TestDatabases } from '@backstage/backend-test-utils';
import { Knex } from 'knex';
import { DeliveryDatabase } from '../database';

/** The engine that tests of SQL run on; the connection stands in BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING. */
export function postgres() {
  return TestDatabases.create({ ids: ['POSTGRES_18'], disableDocker: true });
}

/** A migrated database of its own. */
export async function createTestDatabase(databases: TestDatabases): Promise<{ knex: Knex; database: DeliveryDatabase }> {
  const knex = await databases.init('POSTGRES_18');
  // What a test stores need not outlive a crash, and the disk is the slowest part of it.
  await knex.raw(`DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET synchronous_commit = off', current_database()); END $$`);
  const database = await DeliveryDatabase.create({
    getClient: async () => knex,
  });
  return { knex, database };
}
