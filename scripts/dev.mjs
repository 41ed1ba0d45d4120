// npm run dev: Backstage's hot-reload development on the embedded database.
import path from 'node:path';
import { root } from './checkout.mjs';
import { readOptions } from './options.mjs';
import { describeLink, mintLink } from './owner.mjs';
import { prepareStart } from './prepareStart.mjs';
import { runCommand } from './problem.mjs';
import { spawnMarked, until } from './processes.mjs';
import { say } from './progress.mjs';
import { stop, stopOnSignals, undoLater } from './session.mjs';
import { nodePath, toolchainEnv } from './toolchain/node.mjs';

const frontendUrl = 'http://localhost:3000';

async function startDevelopment(options) {
  const { mark, secrets, address, args } = await prepareStart(options, frontendUrl);
  const cli = path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
  const child = spawnMarked(mark, nodePath, [cli, 'repo', 'start', ...args], { cwd: root, stdio: 'inherit', env: toolchainEnv() });
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
