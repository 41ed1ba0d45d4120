import fs from 'node:fs';
import path from 'node:path';
import { readIfThere, root, stateDir } from './checkout.mjs';
import { Problem } from './problem.mjs';
import { endProcesses, identify, spawnMarked, until } from './processes.mjs';
import { nodePath, toolchainEnv } from './toolchain/node.mjs';

const guard = path.join(root, 'scripts/untilParentEnds.cjs');

function openLog(file) {
  if (fs.existsSync(file)) fs.renameSync(file, `${file}.before`);
  return fs.openSync(file, 'w', 0o600);
}

/** The reasons that a backend gives for not starting. */
function findFailure(log) {
  if (!/Backend startup failed/.test(log)) return undefined;
  const reasons = log.replaceAll('\\n', '\n').matchAll(/startup failed; caused by (?:\w*Error: )?(.*?)(?:"[,}].*)?$/gm);
  return [...new Set([...reasons].map(([, reason]) => reason))].join('; ') || 'no reason given';
}

const lastLine = log => log.trim().split('\n').at(-1)?.slice(0, 300) ?? '';

async function answers(url, token) {
  try {
    const response = await fetch(url, {
      headers: token ? { authorization: `Bearer ${token}` } : {},
      signal: AbortSignal.timeout(5000),
    });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return error.cause?.code ?? error.name;
  }
}

/**
 * Spawns the built backend.
 * @param {{ backendDir: string, mark: string, dataDir: string, args: string[] }} options
 */
export function spawnBackend({ backendDir, mark, dataDir, args }) {
  const logFile = path.join(dataDir, 'backend.log');
  const log = openLog(logFile);
  const child = spawnMarked(mark, nodePath, ['--require', guard, 'packages/backend/dist/index.js', ...args], {
    cwd: backendDir,
    stdio: ['pipe', log, log],
    env: {
      ...toolchainEnv(),
      NODE_ENV: 'production',
      NODE_COMPILE_CACHE: path.join(stateDir, 'compile-cache'),
    },
  });
  fs.closeSync(log);
  const who = identify(child.pid);
  return {
    logFile,
    ended: child.ended,
    stop: () => endProcesses([who], 'SIGTERM', 15_000),
  };
}

/**
 * Waits until portal and delivery API answer, or the backend says why not.
 * @param {ReturnType<typeof spawnBackend>} backend
 * @param {number} port
 * @param {string} token
 */
export async function waitUntilReady({ logFile, ended }, port, token) {
  let end;
  ended.then(how => (end = how));
  let seen = '';
  const base = `http://127.0.0.1:${port}`;
  const look = async () => {
    const text = readIfThere(logFile);
    const failure = findFailure(text) ?? (end && `it ended with ${end.signal ?? `code ${end.code}`}; ${lastLine(text)}`);
    if (failure) throw new Problem(`The backend does not start: ${failure} (log: ${logFile})`);
    const ready = await answers(`${base}/.backstage/health/v1/readiness`);
    if (ready !== 200) {
      seen = `readiness answers ${ready}; ${lastLine(text)}`;
      return false;
    }
    const delivery = await answers(`${base}/api/delivery/services?limit=1`, token);
    seen = `the delivery API answers ${delivery}`;
    return delivery === 200;
  };
  await until('Starting the backend', 180_000, look, () => seen);
}
