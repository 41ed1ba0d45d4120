// Compares every report.sql.md with what the migrations make of an empty
// PostgreSQL, and steps each migration up and down: node sqlReport.mjs [--write]
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { listPackages, readIfThere, root } from '../checkout.mjs';
import { startPostgres } from '../postgres/server.mjs';

const command = 'node scripts/withToolchain.mjs scripts/test/sqlReport.mjs --write';
const write = process.argv.includes('--write');
const require = createRequire(path.join(root, 'plugins/delivery-backend/package.json'));
const { knex: createKnex } = require('knex');
// Its command brings a PostgreSQL compiled to WebAssembly, which knows less than the real one.
const reports = path.join(path.dirname(require.resolve('@backstage/repo-tools/package.json')), 'dist/commands/api-reports/sql-reports');
const { getPgSchemaInfo } = require(path.join(reports, 'getPgSchemaInfo.cjs.js'));
const { generateSqlReport } = require(path.join(reports, 'generateSqlReport.cjs.js'));

async function describe(connection, { name, directory }) {
  const admin = createKnex({ client: 'pg', connection: { ...connection, database: 'postgres' } });
  const database = `report_${name.replace(/\W/g, '_')}`;
  await admin.raw('CREATE DATABASE ??', [database]);
  await admin.destroy();
  const knex = createKnex({ client: 'pg', connection: { ...connection, database } });
  try {
    const before = new Map();
    const [, pending] = await knex.migrate.list({ directory });
    const names = pending.map(each => each.file);
    for (const file of names) {
      before.set(file, await getPgSchemaInfo(knex));
      await knex.migrate.up({ directory, name: file });
    }
    const schemaInfo = await getPgSchemaInfo(knex);
    for (const file of names.reverse()) {
      await knex.migrate.down({ directory, name: file });
      // Not as text: the order in which PostgreSQL names tables changes when one is altered.
      if (!isDeepStrictEqual(await getPgSchemaInfo(knex), before.get(file)))
        throw new Error(`The migration ${file} does not undo in down() what its up() does.`);
    }
    return generateSqlReport({ reportName: name, failedDownMigration: undefined, schemaInfo }).replace('yarn build:api-reports', command);
  } finally {
    await knex.destroy();
  }
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'slipway-sql-'));
const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), mark: `sql:${folder}`, password: 'report', quick: true });
try {
  for (const { name, dir } of listPackages().values()) {
    const directory = path.join(dir, 'migrations');
    if (!fs.existsSync(directory)) continue;
    const file = path.join(dir, 'report.sql.md');
    const report = await describe(postgres.connection, { name, directory });
    if (readIfThere(file) === report) continue;
    if (write) fs.writeFileSync(file, report);
    else {
      process.stdout.write(`${path.relative(root, file)} is not what the migrations make; write it by: ${command}\n`);
      process.exitCode = 1;
    }
  }
} finally {
  await postgres.stop();
  fs.rmSync(folder, { recursive: true, force: true });
}
