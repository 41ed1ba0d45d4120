import fs from 'node:fs';
import path from 'node:path';
import { spawnBackend, waitUntilReady } from './backend.mjs';
import { writeAtomically } from './checkout.mjs';
import { chooseAddress, inspectConfig, writeSettings } from './config/settings.mjs';
import { demoSettings, describeDemo, wantsDemo } from './demo.mjs';
import { help, readOptions } from './options.mjs';
import { askRunning, describeLink, mintLink } from './owner.mjs';
import { checkPort } from './ports.mjs';
import { Problem, runCommand } from './problem.mjs';
import { elapsed, say, showProgress } from './progress.mjs';
import { chooseDatabase, holdData, isStopping, startDatabase, stop, stopOnSignals, undoLater } from './session.mjs';
import { setUp } from './setUp.mjs';

async function start(options) {
  const held = await holdData(options);
  if (options.port) await checkPort(options.port);
  const { backendDir, portalDir } = await setUp();
  const demo = wantsDemo(options) ? demoSettings(options.dataDir) : undefined;
  const place = await chooseDatabase(options, Boolean(demo));
  const { secrets } = place;
  const [connection, found] = await Promise.all([startDatabase(held, place), inspectConfig(options, backendDir)]);
  const address = chooseAddress(options, found);
  await checkPort(address.port, address.host);
  const args = writeSettings({ options, portalDir, found, address, secrets, connection, demo });
  const backend = spawnBackend({ backendDir, mark: held.mark, dataDir: options.dataDir, args });
  undoLater(() => backend.stop());
  await showProgress('Starting Slipway', () => waitUntilReady(backend, address.port, secrets['service-token']));
  writeAtomically(path.join(options.dataDir, 'address.json'), JSON.stringify(address), 0o600);
  undoLater(() => fs.rmSync(path.join(options.dataDir, 'address.json'), { force: true }));
  say(describeLink(await mintLink(address, secrets['owner-key'])));
  say(`Slipway is ready at ${address.url} (${elapsed()})`);
  if (demo) say(await Promise.race([describeDemo(options.dataDir, address.url), backend.ended.then(() => '')]));
  const { code, signal } = await backend.ended;
  if (isStopping()) return undefined;
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
    if (!isStopping()) throw error; // what breaks while it stops is no news
  } finally {
    await stop();
  }
});
process.exit();
