import { DatabaseService } from '@backstage/backend-plugin-api';

/**
 * Adds to the index what mistyped names are found by. The index and its migrations are Backstage's, so this is said anew at each
 * start, by one replica at a time.
 */
export async function prepareNames(database: Pick<DatabaseService, 'getClient' | 'migrations'>): Promise<void> {
  if (database.migrations?.skip) {
    return;
  }
  const knex = await database.getClient();
  await knex.transaction(async tx => {
    await tx.raw(`SELECT pg_advisory_xact_lock(hashtext('slipway-search-names'))`);
    await tx.raw('CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public');
    // The expression is the one of selectDocuments.
    await tx.raw(
      `CREATE INDEX IF NOT EXISTS documents_names_index ON documents USING gin
         (lower(coalesce(document->>'title', '') || ' ' || coalesce(document->>'name', '')) public.gin_trgm_ops)`,
    );
  });
}
