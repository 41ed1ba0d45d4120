import fs from 'node:fs';
import path from 'node:path';
import { spawnBackend, waitUntilReady } from './backend.mjs';
import { readIfThere, writeAtomically } from './checkout.mjs';
import { chooseAddress, inspectConfig, writeSettings } from './config/settings.mjs';
import { endChildren, isAlive } from './processes.mjs';
import { findNpm, takeLock } from './lock.mjs';
import { help, readOptions } from './options.mjs';
import { askRunning, describeLink, mintLink } from './owner.mjs';
import { checkPort } from './ports.mjs';
import { checkCluster, endLeftServer } from './postgres/cluster.mjs';
import { Problem, runCommand } from './problem.mjs';
import { elapsed, say, showProgress } from './progress.mjs';
import { makeDataFolder, readSecrets } from './secrets.mjs';
import { setUp } from './setUp.mjs';

/** @type {(() => Promise<void> | void)[]} what undoes the start, last first */
const undo = [];
let stopping;
let release = () => {};

function stop() {
  stopping ??= (async () => {
    for (const step of undo.splice(0).reverse()) await step();
    await endChildren();
    release();
  })();
  return stopping;
}

function stopOnSignals() {
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

async function holdData(dataDir) {
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

async function startDatabase({ dataDir, reset }, mark) {
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

async function start(options) {
  const mark = await holdData(options.dataDir);
  if (options.port) await checkPort(options.port);
  const buildDir = await setUp();
  const [{ secrets, connection }, found] = await Promise.all([startDatabase(options, mark), inspectConfig(options, buildDir)]);
  const address = chooseAddress(options, found);
  await checkPort(address.port, address.host);
  const args = writeSettings({ options, found, address, secrets, connection });
  const backend = spawnBackend({ buildDir, mark, dataDir: options.dataDir, args });
  undo.push(() => backend.stop());
  await showProgress('Starting Slipway', () => waitUntilReady(backend, address.port, secrets['service-token']));
  writeAtomically(path.join(options.dataDir, 'address.json'), JSON.stringify(address), 0o600);
  undo.push(() => fs.rmSync(path.join(options.dataDir, 'address.json'), { force: true }));
  say(describeLink(await mintLink(address, secrets['owner-key'])));
  say(`Slipway is ready at ${address.url} (${elapsed()})`);
  const { code, signal } = await backend.ended;
  if (stopping) return stopping;
  throw new Problem(`The backend ended by itself (${signal ?? `code ${code}`}): see ${backend.logFile}, and start again.`);
}

await runCommand(async () => {
  const options = readOptions(process.argv.slice(2));
  if (options.help) return say(help);
  if (options.link) return say(describeLink(await askRunning(options.dataDir)));
  stopOnSignals();
  try {
    await start(options);
  } catch (error) {
    if (!stopping) throw error; // what breaks while it stops is no news
  } finally {
    await stop();
  }
});
process.exit();
