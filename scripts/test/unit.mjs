import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../checkout.mjs';
import { startPostgres } from '../postgres/server.mjs';

/**
 * Jest over all packages, with one PostgreSQL for the whole run.
 * @param {typeof import('./steps.mjs').runNode} runNode
 * @param {string[]} filters
 */
export async function runUnitTests(runNode, filters) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'slipway-test-'));
  const report = path.join(folder, 'report.json');
  const password = 'test';
  const postgres = await startPostgres({ folder: path.join(folder, 'postgres'), mark: `test:${folder}`, password, quick: true });
  try {
    const { host, port, user } = postgres.connection;
    const workers = Math.max(1, os.availableParallelism() - 1);
    const args = ['repo', 'test', '--ci', '--watch=false', '--json', `--outputFile=${report}`, `--maxWorkers=${workers}`, ...filters];
    const { code, output } = await runNode([path.join(root, 'node_modules/.bin/backstage-cli'), ...args], {
      BACKSTAGE_TEST_DISABLE_DOCKER: '1',
      BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: `postgresql://${user}:${password}@${host}:${port}/postgres`,
      NODE_OPTIONS: '--experimental-vm-modules --no-node-snapshot',
    });
    const told = JSON.parse(readFileSync(report, 'utf8'));
    const failed = told.numFailedTests + told.numPendingTests + told.numTodoTests + told.numRuntimeErrorTestSuites;
    return { passed: told.numPassedTests, failed: failed || (code === 0 ? 0 : 1), output };
  } finally {
    await postgres.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}
