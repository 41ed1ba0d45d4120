import pg from 'pg';

const release = `DO $$ DECLARE name text; BEGIN
  FOR name IN SELECT format('%I.%I', table_schema, table_name) FROM information_schema.columns WHERE column_name = 'is_locked'
  LOOP EXECUTE 'UPDATE ' || name || ' SET is_locked = 0 WHERE is_locked <> 0'; END LOOP; END $$`;

/**
 * Releases the locks of migrations. Knex notes them in tables, where one whose holder was killed stays for ever; whoever holds the
 * data folder knows that nobody migrates now.
 */
export async function releaseMigrations(connection) {
  const client = new pg.Client({ ...connection, database: 'slipway' });
  const query = client.connect().then(() => client.query(release));
  // Before the first start there is no such database.
  await query.catch(error => (error.code === '3D000' ? undefined : Promise.reject(error)));
  await client.end();
}
