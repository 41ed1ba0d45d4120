import fs from 'node:fs';
import path from 'node:path';
import { readIfThere, writeAtomically } from './checkout.mjs';
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

/** Holds a data folder; answers the mark of what is started on it. */
export async function holdData(dataDir) {
  makeDataFolder(dataDir);
  const mark = `start:${fs.realpathSync(dataDir)}`;
  release = await takeLock(path.join(dataDir, 'lock'), {
    mark,
    onHeld(holder) {
      throw new Problem(`Slipway already runs on ${dataDir} (process ${holder.pid}): use it, end it, or pass another --data and --port.`);
    },
  });
  return mark;
}

/** Starts the database of a data folder, with the secrets that open it. */
export async function startDatabase({ dataDir, reset }, mark) {
  const folder = path.join(dataDir, 'postgres');
  const made = path.join(dataDir, 'postgres-made');
  if (reset) {
    await endLeftServer(folder);
    fs.rmSync(made, { force: true });
    fs.rmSync(folder, { recursive: true, force: true });
    say(`Dropped the database in ${folder}.`);
  }
  checkCluster(folder, readIfThere(made) !== undefined);
  const secrets = readSecrets(dataDir);
  const { startPostgres } = await import('./postgres/server.mjs');
  const postgres = await showProgress('Starting PostgreSQL', () =>
    startPostgres({
      folder,
      mark,
      password: secrets['postgres-password'],
      onRestart: how => say(`PostgreSQL ended (${how}); starting it again.`),
    }),
  );
  undo.push(() => postgres.stop());
  writeAtomically(made, '');
  return { secrets, connection: postgres.connection };
}
