import fs from 'node:fs';
import path from 'node:path';
import { hashFiles, listClosure, listFiles, root, stateDir, writeAtomically } from '../checkout.mjs';
import { Problem } from '../problem.mjs';
import { spawnMarked } from '../processes.mjs';
import { showProgress } from '../progress.mjs';
import { nodePath, toolchainEnv } from '../toolchain/node.mjs';

const builds = path.join(stateDir, 'build');
const portal = path.join(root, 'packages/app');
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

async function buildBackend(mark, draft) {
  const script = path.join(root, 'scripts/build/transpile.mjs');
  await run(mark, 'Building the backend', [script, draft], { cwd: root });
}

async function buildPortal(mark, draft) {
  const cli = path.join(root, 'node_modules/@backstage/cli/bin/backstage-cli');
  await run(mark, 'Building the portal', [cli, 'package', 'build'], { cwd: portal, env: { NODE_ENV: 'production' } });
  fs.copyFileSync(path.join(portal, 'package.json'), path.join(draft, 'package.json'));
  fs.renameSync(path.join(portal, 'dist'), path.join(draft, 'dist'));
}

/** Builds beside the final place and moves there what is whole; the newest builds stay. */
async function buildOnce(mark, kind, hash, work) {
  const target = path.join(builds, `${kind}-${hash}`);
  if (fs.existsSync(target)) return target;
  const draft = path.join(builds, `new-${kind}`);
  fs.rmSync(draft, { recursive: true, force: true });
  fs.mkdirSync(draft, { recursive: true });
  await work(mark, draft);
  fs.renameSync(draft, target);
  const age = name => fs.statSync(path.join(builds, name)).mtimeMs;
  const names = fs.readdirSync(builds).filter(name => name.startsWith(kind));
  for (const name of names.sort((a, b) => age(b) - age(a)).slice(kept)) fs.rmSync(path.join(builds, name), { recursive: true });
  return target;
}

/**
 * Builds portal and backend where their sources changed; a Slipway that runs keeps its own.
 * @returns {Promise<{ backendDir: string, portalDir: string }>}
 */
export async function build(mark) {
  const jobs = [
    ['backend', hashSources('backend', ['scripts/build/transpile.mjs']), buildBackend],
    ['portal', hashSources('app', ['app-config.yaml']), buildPortal],
  ];
  const work = () => Promise.allSettled(jobs.map(job => buildOnce(mark, ...job)));
  const done = jobs.every(([kind, hash]) => fs.existsSync(path.join(builds, `${kind}-${hash}`)));
  const results = done ? await work() : await showProgress('Building portal and backend', work);
  const failed = results.find(each => each.status === 'rejected');
  if (failed) throw failed.reason;
  const [backendDir, portalDir] = results.map(each => each.value);
  return { backendDir, portalDir };
}
