import fs from 'node:fs';
import path from 'node:path';
import { hashFiles, listPackages, readIfThere, root, writeAtomically } from '../checkout.mjs';
import { Problem } from '../problem.mjs';
import { spawnMarked } from '../processes.mjs';
import { showProgress } from '../progress.mjs';
import { runNpm, toolchainEnv, yarnPath } from './node.mjs';

const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.slipway-install');
const logFile = path.join(root, '.slipway/install.log');

/** What decides the content of node_modules. */
function wantedInstall() {
  const manifests = [...listPackages().values()].map(each => path.join(each.dir, 'package.json'));
  const files = ['package.json', 'yarn.lock', '.yarnrc.yml'];
  const lock = path.join(root, 'yarn.lock');
  if (!fs.existsSync(lock)) throw new Problem('yarn.lock is missing: restore it from Git.');
  return hashFiles([...files.map(name => path.join(root, name)), ...manifests], `${process.platform}-${process.arch}`);
}

/** Yarn does not read npm's settings; these reach it by environment. */
async function readRegistrySettings() {
  const env = { YARN_ENABLE_IMMUTABLE_INSTALLS: 'true' };
  const { stdout } = await runNpm(['config', 'get', 'registry', 'https-proxy', 'cafile'], root);
  const read = key => stdout.match(new RegExp(`^${key}=(.+)$`, 'm'))?.[1].replace(/^null$/, '');
  const settings = {
    YARN_NPM_REGISTRY_SERVER: read('registry')?.replace(/\/$/, ''),
    YARN_HTTPS_PROXY: read('https-proxy'),
    YARN_HTTPS_CA_FILE_PATH: read('cafile'),
  };
  for (const [key, value] of Object.entries(settings)) if (value && !process.env[key]) env[key] = value;
  if (settings.YARN_NPM_REGISTRY_SERVER?.startsWith('http://'))
    env.YARN_UNSAFE_HTTP_WHITELIST = new URL(settings.YARN_NPM_REGISTRY_SERVER).hostname;
  return env;
}

function findReason(log) {
  if (log.includes('YN0028'))
    return 'yarn.lock does not fit the package.json files; bring it up to date with .slipway/toolchain/bin/yarn install';
  const errors = log
    .split('\n')
    .filter(line => !/YN00(00|02|04|13|60|86)/.test(line))
    .map(line => line.match(/YN\d+: (?:[│├] )?(.*)/)?.[1])
    .filter(Boolean);
  return errors.at(-1) ?? 'no reason given';
}

/** Installs exactly what the lockfile says, where that is not done yet. */
export async function installPackages(mark) {
  const wanted = wantedInstall();
  if (readIfThere(stamp) === wanted) return;
  // Yarn notes what it has linked only at the end: without that note a half
  // install would be taken for a whole one.
  if (fs.existsSync(modules) && !readIfThere(path.join(modules, '.yarn-state.yml'))) fs.rmSync(modules, { recursive: true, force: true });
  fs.rmSync(stamp, { force: true });
  await showProgress('Installing packages', async report => {
    const child = spawnMarked(mark, '/bin/sh', [yarnPath, 'install', '--immutable'], {
      cwd: root,
      env: { ...toolchainEnv(), ...(await readRegistrySettings()) },
    });
    let log = '';
    child.stdout.setEncoding('utf8').on('data', text => {
      log += text;
      const step = log.match(/┌ (\w+ step)(?![\s\S]*┌)/)?.[1];
      if (step) report(step.toLowerCase());
    });
    const { code } = await child.ended;
    writeAtomically(logFile, log);
    if (code !== 0) throw new Problem(`yarn install failed: ${findReason(log)} (whole output in ${logFile})`);
  });
  writeAtomically(stamp, wanted);
}
