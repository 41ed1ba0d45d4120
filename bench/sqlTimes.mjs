import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { percentiles } from './percentiles.mjs';
import { until } from './slipway.mjs';

const STATEMENTS = { single: 'SELECT services.row, service_details.detail', page: 'SELECT services.row, (' };

/** Milliseconds that PostgreSQL itself needs for a single row and for a page, planning included, as its own log tells them. */
export async function sqlTimes(slipway, { paths, token }) {
  const { database } = JSON.parse(readFileSync(join(slipway.folder, 'app-config.start.json'), 'utf8')).backend;
  const log = join(slipway.folder, 'postgres.log');
  const client = new pg.Client(database.connection);
  await client.connect();
  try {
    const from = statSync(log).size;
    await client.query('ALTER SYSTEM SET log_min_duration_statement = 0');
    await client.query('SELECT pg_reload_conf()');
    const read = () => durations(readFileSync(log).subarray(from).toString());
    // Each connection of the pool takes the setting over at its next statement.
    await until('the log of statements', async () => {
      await slipway.get(paths.pages[0].replace('/api/delivery', ''), token);
      return { reached: read().page.length > 10 };
    });
    for (let number = 0; number < 200; number += 1) {
      await slipway.get(paths.single[number % paths.single.length].replace('/api/delivery', ''), token);
      await slipway.get(paths.pages[number % paths.pages.length].replace('/api/delivery', ''), token);
    }
    const { single, page } = read();
    return { single: percentiles(single), page: percentiles(page) };
  } finally {
    await client.query('ALTER SYSTEM RESET log_min_duration_statement');
    await client.query('SELECT pg_reload_conf()');
    await client.end();
  }
}

/** Parsing, binding and running of a statement are entries of their own, one after the other in each process. */
function durations(text) {
  const found = { single: [], page: [] };
  const open = new Map();
  for (const [, pid, milliseconds, what, statement] of text.matchAll(
    /\[(\d+)\] [^\n]*?duration: ([\d.]+) ms\s+(parse|bind|execute|statement)[^:\n]*: ([^\n]*)/g,
  )) {
    const sum = (open.get(pid) ?? 0) + Number(milliseconds);
    open.set(pid, sum);
    if (what === 'execute' || what === 'statement') {
      open.delete(pid);
      const kind = Object.keys(STATEMENTS).find(name => statement.startsWith(STATEMENTS[name]));
      found[kind]?.push(sum);
    }
  }
  return found;
}
