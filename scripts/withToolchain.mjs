// node withToolchain.mjs FILE [ARGUMENT]...: runs a file of this repository on the project's Node, with its packages installed.
import path from 'node:path';
import { Problem, runCommand } from './problem.mjs';
import { endProcesses, identify, spawnMarked } from './processes.mjs';
import { setUp } from './setUp.mjs';
import { nodePath, toolchainEnv } from './toolchain/node.mjs';

await runCommand(async () => {
  const [file, ...args] = process.argv.slice(2);
  if (!file) throw new Problem('withToolchain.mjs wants the file to run.');
  await setUp({ build: false });
  const child = spawnMarked(`with:${process.pid}`, nodePath, [path.resolve(file), ...args], { env: toolchainEnv(), stdio: 'inherit' });
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(name, () => endProcesses([identify(child.pid)], name, 60_000));
  const { code } = await child.ended;
  process.exitCode = code ?? 1;
});
process.exit();
