import fs from 'node:fs';
import path from 'node:path';
import { spawnBackend, waitUntilReady } from './backend.mjs';
import { writeAtomically } from './checkout.mjs';
import { describeDemo } from './demo.mjs';
import { help, readOptions } from './options.mjs';
import { askRunning, describeLink, mintLink } from './owner.mjs';
import { prepareStart } from './prepareStart.mjs';
import { Problem, runCommand } from './problem.mjs';
import { elapsed, say, showProgress } from './progress.mjs';
import { isStopping, stop, stopOnSignals, undoLater } from './session.mjs';

async function start(options) {
  const { mark, backendDir, secrets, address, args, demo } = await prepareStart(options);
  const backend = spawnBackend({ backendDir, mark, dataDir: options.dataDir, args });
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
