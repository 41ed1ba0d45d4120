// npm run dev: Backstage's hot-reload development on the embedded database.
import path from 'node:path';
import { root } from './checkout.mjs';
import { chooseAddress, inspectConfig, writeSettings } from './config/settings.mjs';
import { demoSettings, wantsDemo } from './demo.mjs';
import { readOptions } from './options.mjs';
import { describeLink, mintLink } from './owner.mjs';
import { checkPort } from './ports.mjs';
import { runCommand } from './problem.mjs';
import { spawnMarked, until } from './processes.mjs';
import { say } from './progress.mjs';
import { chooseDatabase, holdData, startDatabase, stop, stopOnSignals, undoLater } from './session.mjs';
import { setUp } from './setUp.mjs';
import { nodePath, toolchainEnv } from './toolchain/node.mjs';

const frontendUrl = 'http://localhost:3000';

async function startDevelopment(options) {
  const held = await holdData(options);
  const { backendDir, portalDir } = await setUp();
  const demo = wantsDemo(options) ? demoSettings(options.dataDir) : undefined;
  const place = await chooseDatabase(options, Boolean(demo));
  const { secrets } = place;
  const connection = await startDatabase(held, place);
  const found = await inspectConfig(options, backendDir);
  const address = chooseAddress(options, found);
  await checkPort(address.port, address.host);
  const args = writeSettings({ options, portalDir, found, address, secrets, connection, demo, frontendUrl });
  const cli = path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
  const child = spawnMarked(held.mark, nodePath, [cli, 'repo', 'start', ...args], { cwd: root, stdio: 'inherit', env: toolchainEnv() });
  undoLater(() => child.kill('SIGINT'));
  const link = () => mintLink({ ...address, url: frontendUrl }, secrets['owner-key']).catch(() => undefined);
  await until('Starting the development servers', 300_000, link);
  say(describeLink(await link()));
  await child.ended;
}

await runCommand(async () => {
  const options = readOptions(process.argv.slice(2));
  stopOnSignals();
  try {
    await startDevelopment(options);
  } finally {
    await stop();
  }
});
process.exit();
