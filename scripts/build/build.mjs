import fs from 'node:fs';
import path from 'node:path';
import { hashFiles, listClosure, listFiles, readIfThere, root, stateDir, writeAtomically } from '../checkout.mjs';
import { Problem } from '../problem.mjs';
import { spawnMarked } from '../processes.mjs';
import { showProgress } from '../progress.mjs';
import { nodePath, toolchainEnv } from '../toolchain/node.mjs';

const builds = path.join(stateDir, 'build');
const frontend = path.join(root, 'packages/app');
const frontendStamp = path.join(frontend, 'dist/.slipway-build');
const kept = 3; // older builds may still be running

const isSource = file => !/\.(test\.tsx?|snap|md)$/.test(file);

const fromRoot = names => names.map(name => path.join(root, name));

function hashSources(name, more) {
  const dirs = listClosure(name).map(each => each.dir);
  const files = listFiles([...dirs, ...fromRoot(['yarn.lock', ...more])]);
  return hashFiles(files.filter(isSource));
}

async function run(mark, title, args, options) {
  const child = spawnMarked(mark, nodePath, args, {
    ...options,
    env: { ...toolchainEnv(), ...options.env },
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (log += text));
  const { code } = await child.ended;
  if (code === 0) return;
  const file = path.join(stateDir, 'build.log');
  writeAtomically(file, log);
  const reason = log
    .split('\n')
    .find(line => /error/i.test(line))
    ?.trim();
  throw new Problem(`${title} failed: ${reason ?? 'no reason given'} (whole output in ${path.relative(root, file)})`);
}

async function buildBackend(mark, target) {
  const draft = `${target}.new`;
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true });
  const script = path.join(root, 'scripts/build/transpile.mjs');
  await run(mark, 'Building the backend', [script, draft], { cwd: root });
  fs.renameSync(draft, target);
  const age = name => fs.statSync(path.join(builds, name)).mtimeMs;
  const names = fs.readdirSync(builds).sort((a, b) => age(b) - age(a));
  for (const name of names.slice(kept)) fs.rmSync(path.join(builds, name), { recursive: true });
}

async function buildFrontend(mark, wanted) {
  fs.rmSync(frontendStamp, { force: true });
  const cli = path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
  await run(mark, 'Building the portal', [cli, 'package', 'build'], {
    cwd: frontend,
    env: { NODE_ENV: 'production' },
  });
  writeAtomically(frontendStamp, wanted);
}

/**
 * Builds portal and backend where their sources changed. A build that was
 * killed leaves no stamp and no folder under its final name.
 * @returns {Promise<string>} the built backend's folder
 */
export async function build(mark) {
  const script = 'scripts/build/transpile.mjs';
  const target = path.join(builds, hashSources('backend', [script]));
  const wanted = hashSources('app', ['app-config.yaml']);
  const jobs = [
    !fs.existsSync(target) && (() => buildBackend(mark, target)),
    readIfThere(frontendStamp) !== wanted && (() => buildFrontend(mark, wanted)),
  ].filter(Boolean);
  if (jobs.length)
    await showProgress('Building portal and backend', async () => {
      const results = await Promise.allSettled(jobs.map(job => job()));
      const failed = results.find(each => each.status === 'rejected');
      if (failed) throw failed.reason;
    });
  return target;
}
