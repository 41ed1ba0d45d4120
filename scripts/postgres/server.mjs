import fs from 'node:fs';
import path from 'node:path';
import { findFreePort } from '../ports.mjs';
import { Problem } from '../problem.mjs';
import { endProcesses, identify, spawnMarked, until } from '../processes.mjs';
import { chooseAccount, commandAs, findBinaries } from './binaries.mjs';
import { createCluster, endLeftServer } from './cluster.mjs';

function spawnServer(folder, mark, port, quick) {
  const bin = findBinaries();
  const account = chooseAccount(folder);
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 200,
    log_destination: 'stderr',
    ...(quick ? { fsync: 'off', full_page_writes: 'off' } : {}),
  };
  const args = ['-D', folder];
  for (const [key, value] of Object.entries(settings)) args.push('-c', `${key}=${value}`);
  const program = path.join(bin, 'postgres');
  const as = commandAs(account, program, args, [bin, path.dirname(folder)]);
  // Postgres writes its messages where this process does not have to be alive.
  const log = fs.openSync(path.join(path.dirname(folder), 'postgres.log'), 'w');
  const child = spawnMarked(mark, as.command, as.args, {
    ...as.options,
    stdio: ['ignore', log, log],
  });
  fs.closeSync(log);
  return child;
}

const readLog = folder => fs.readFileSync(path.join(path.dirname(folder), 'postgres.log'), 'utf8');

async function startOnce(folder, mark, port, quick) {
  const child = spawnServer(folder, mark, port, quick);
  let ended;
  child.ended.then(how => (ended = how));
  const lastLine = () => readLog(folder).trim().split('\n').at(-1);
  await until(
    'Starting PostgreSQL',
    120_000, // recovery after a kill reads the whole log again
    () => ended || /ready to accept connections/.test(readLog(folder)),
    lastLine,
  );
  if (!ended) return child;
  const reasons = readLog(folder).match(/(FATAL|PANIC): .*/g);
  throw Object.assign(
    new Problem(
      `PostgreSQL does not start on ${folder} (${
        ended.error?.message ?? reasons?.at(-1) ?? lastLine()
      }): restore the folder from a copy, or begin with an empty record: npm start -- --reset`,
    ),
    // A killed server's children let go of its memory a moment later.
    { passing: /shared memory block|Address already in use/.test(readLog(folder)) },
  );
}

/**
 * Starts the embedded PostgreSQL on a folder, which it makes if need be, and
 * starts it again when it ends by itself.
 * @param {{ folder: string, mark: string, password: string, quick?: boolean,
 *   onRestart?: (how: string) => void }} options
 * @returns {Promise<{ connection: object, stop: () => Promise<void> }>}
 */
export async function startPostgres(options) {
  const { folder, mark, password, quick, onRestart = () => {} } = options;
  if (!fs.existsSync(folder)) await createCluster(folder, options);
  await endLeftServer(folder);
  let stopping = false;
  let child;
  let port;
  const start = async () => {
    for (let attempt = 1; ; attempt++) {
      port = attempt > 1 && !child ? await findFreePort() : port;
      try {
        child = await startOnce(folder, mark, port, quick);
        break;
      } catch (error) {
        if (!error.passing || attempt === 20) throw error;
        await new Promise(resolve => setTimeout(resolve, 250));
      }
    }
    child.ended
      .then(async ({ code, signal }) => {
        if (stopping) return;
        onRestart(signal ?? `code ${code}`);
        await endLeftServer(folder);
        await start();
      })
      .catch(error => onRestart(error.message));
  };
  port = await findFreePort();
  await start();
  return {
    connection: { host: '127.0.0.1', port, user: 'slipway', password },
    async stop() {
      stopping = true;
      await endProcesses([identify(child.pid)], 'SIGINT', 20_000);
    },
  };
}
