import path from 'node:path';
import { root, stateDir } from './checkout.mjs';
import { takeLock, waitForHolder } from './lock.mjs';
import { say } from './progress.mjs';
import { installPackages } from './toolchain/install.mjs';
import { prepareToolchain } from './toolchain/node.mjs';

/**
 * Toolchain, packages and, if wanted, the build; one command at a time.
 * @returns {Promise<{ backendDir: string, portalDir: string } | undefined>} what was built
 */
export async function setUp({ build: wanted = true } = {}) {
  const mark = `setup:${root}`;
  const file = path.join(stateDir, 'setup.lock');
  const release = await takeLock(file, {
    mark,
    onHeld(holder) {
      say(`Process ${holder.pid} sets this checkout up; waiting for it …`);
      return waitForHolder(file, holder);
    },
  });
  try {
    await prepareToolchain();
    await installPackages(mark);
    if (!wanted) return undefined;
    const { build } = await import('./build/build.mjs');
    return await build(mark);
  } finally {
    release();
  }
}
