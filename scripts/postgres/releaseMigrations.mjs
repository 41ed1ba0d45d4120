import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../checkout.mjs';

/**
 * Releases the locks of migrations. Knex notes them in tables, where one whose holder was killed stays for ever; whoever holds the
 * data folder knows that nobody migrates now.
 */
export async function releaseMigrations(connection) {
  const { Client } = createRequire(path.join(root, 'package.json'))('pg');
  const client = new Client({ ...connection, database: 'slipway' });
  try {
    await client.connect();
  } catch (error) {
    // Before the first start there is no such database.
    if (error.code === '3D000') return;
    throw error;
  }
  try {
    const { rows } = await client.query(
      `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns WHERE column_name = 'is_locked' AND table_name LIKE '%migrations\\_lock'`,
    );
    for (const { name } of rows) await client.query(`UPDATE ${name} SET is_locked = 0 WHERE is_locked <> 0`);
  } finally {
    await client.end();
  }
}
