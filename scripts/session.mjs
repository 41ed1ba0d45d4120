import fs from 'node:fs';
import path from 'node:path';
import { demoFolder } from './demo.mjs';
import { findNpm, takeLock } from './lock.mjs';
import { checkCluster, endLeftServer } from './postgres/cluster.mjs';
import { Problem } from './problem.mjs';
import { endChildren, isAlive } from './processes.mjs';
import { say, showProgress } from './progress.mjs';
import { makeDataFolder, readSecrets } from './secrets.mjs';

/** @type {(() => Promise<void> | void)[]} what undoes the start, last first */
const undo = [];
let stopping;
let release = () => {};

/** What undoes a step of the start. */
export const undoLater = step => undo.push(step);

export const isStopping = () => Boolean(stopping);

/** Ends everything that was started, once. */
export function stop() {
  stopping ??= (async () => {
    for (const step of undo.splice(0).reverse()) await step();
    await endChildren();
    release();
  })();
  return stopping;
}

export function stopOnSignals() {
  const npm = findNpm();
  const end = reason => {
    if (stopping) process.exit(1); // asked twice: the next start clears up
    say(`\n${reason}: stopping …`);
    stop().then(() => process.exit(0));
  };
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => end(name));
  if (npm)
    setInterval(() => {
      if (!isAlive(npm) && !stopping) end('npm has gone');
    }, 1000).unref();
}

async function dropDatabase(folder, more) {
  await endLeftServer(folder);
  for (const each of [`${folder}-made`, folder, ...more]) fs.rmSync(each, { recursive: true, force: true });
  say(`Dropped the database in ${folder}.`);
}

/**
 * Takes a data folder for this start.
 * @param {{ dataDir: string }} options
 */
export async function holdData({ dataDir }) {
  makeDataFolder(dataDir);
  const mark = `start:${fs.realpathSync(dataDir)}`;
  release = await takeLock(path.join(dataDir, 'lock'), {
    mark,
    onHeld(holder) {
      throw new Problem(`Slipway already runs on ${dataDir} (process ${holder.pid}): use it, end it, or pass another --data and --port.`);
    },
  });
  return { mark };
}

/**
 * Chooses the database of a data folder that is held, the demo's or the other, with its secrets, and refuses one that cannot be started on.
 * @param {{ dataDir: string, reset: boolean }} options
 * @param {boolean} demo
 */
export async function chooseDatabase({ dataDir, reset }, demo) {
  const own = demo ? demoFolder(dataDir) : dataDir;
  const folder = path.join(own, 'postgres');
  // The demo's repositories, and how far its history was told, belong to its database.
  if (reset) await dropDatabase(folder, demo ? [own] : []);
  makeDataFolder(own);
  checkCluster(folder, fs.existsSync(`${folder}-made`));
  return { folder, secrets: readSecrets(dataDir) };
}

/** Starts the database of a data folder that is held; answers how to connect. */
export async function startDatabase({ mark }, { folder, secrets }) {
  const { startPostgres } = await import('./postgres/server.mjs');
  const { releaseMigrations } = await import('./postgres/releaseMigrations.mjs');
  const password = secrets['postgres-password'];
  const onRestart = how => say(`PostgreSQL ended (${how}); starting it again.`);
  const postgres = await showProgress('Starting PostgreSQL', () => startPostgres({ folder, mark, password, onRestart }));
  undo.push(() => postgres.stop());
  fs.writeFileSync(`${folder}-made`, '');
  await releaseMigrations(postgres.connection);
  return postgres.connection;
}
