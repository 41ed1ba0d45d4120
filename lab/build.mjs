// Builds the lab's parts from their Go modules into a cache outside the checkout; what is cached is not built again.
import { execFileSync, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, setPriority, arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Problem, runCommand } from '../scripts/problem.mjs';
import { startOf } from '../scripts/processes.mjs';
import { say, showProgress } from '../scripts/progress.mjs';
import { parts } from './parts/parts.mjs';

const partsFolder = join(dirname(fileURLToPath(import.meta.url)), 'parts');
const cacheFolder = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'slipway', 'lab');
// GOTOOLCHAIN=auto keeps the installed Go where it is new enough, and fetches the one that go.mod names otherwise.
const goEnvironment = { ...process.env, GOTOOLCHAIN: 'auto', GOFLAGS: '-mod=readonly', GOWORK: 'off' };

function keyOf(name) {
  const hash = createHash('sha256').update(JSON.stringify([parts[name], platform(), arch()]));
  for (const file of ['go.mod', 'go.sum']) hash.update(readFileSync(join(partsFolder, name, file)));
  return `${name}-${hash.digest('hex').slice(0, 16)}`;
}

/** The folder of a part: `bin/` holds its binaries, `files/` what it reads at run time. */
export const partFolder = name => join(cacheFolder, keyOf(name));

/** The path of a built binary. */
export const binary = (part, name = part) => join(partFolder(part), 'bin', name);

function go(name, args) {
  return execFileSync('go', args, { cwd: join(partsFolder, name), env: goEnvironment, encoding: 'utf8', maxBuffer: 1 << 28 }).trim();
}

// Not `go list`, which names no folder for a module that this machine has not fetched yet.
const directoryOf = (name, module) => JSON.parse(go(name, ['mod', 'download', '-json', module])).Dir;

function requireTool(tool, nextStep) {
  try {
    execFileSync(tool, [tool === 'go' ? 'version' : '--version'], { stdio: 'ignore' });
  } catch {
    throw new Problem(`The lab needs '${tool}', which is not on the PATH: ${nextStep}`);
  }
}

function removeAbandonedBuilds() {
  for (const entry of readdirSync(cacheFolder)) {
    const pid = Number(/^\.building-(\d+)-/.exec(entry)?.[1]);
    if (pid && pid !== process.pid && !startOf(pid)) rmSync(join(cacheFolder, entry), { recursive: true, force: true });
  }
}

/** Copies files out of the read-only module cache and makes the copies writable, so that they can be removed again. */
function copyFromModule(source, target) {
  cpSync(source, target, { recursive: true });
  for (const entry of readdirSync(target, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    chmodSync(path, statSync(path).mode | 0o200);
  }
  chmodSync(target, statSync(target).mode | 0o200);
}

/** Where a line of a module is changed, its copy stands in for it; go.mod and go.sum of the part stay as they are. */
function editModules(name, folder) {
  const { edits = [] } = parts[name];
  if (!edits.length) return [];
  const modfile = join(folder, 'source.mod');
  let text = readFileSync(join(partsFolder, name, 'go.mod'), 'utf8');
  edits.forEach(({ module, file, from, to }, index) => {
    const copy = join(folder, `source-${index}`);
    copyFromModule(directoryOf(name, module), copy);
    const source = readFileSync(join(copy, file), 'utf8');
    if (!source.includes(from)) throw new Problem(`The edit of ${file} in ${name} does not apply: '${from}' is not in it`);
    writeFileSync(join(copy, file), source.replace(from, to));
    text += `replace ${module} => ${copy}\n`;
  });
  writeFileSync(modfile, text);
  cpSync(join(partsFolder, name, 'go.sum'), join(folder, 'source.sum'));
  return [`-modfile=${modfile}`];
}

function compile(name, packagePath, { output, flags, report }) {
  const { tags, define = {} } = parts[name];
  const ldflags = ['-s', '-w', ...Object.entries(define).map(([key, value]) => `-X ${key}=${value}`)].join(' ');
  const jobs = process.env.SLIPWAY_LAB_BUILD_JOBS;
  const args = [
    'build',
    '-v',
    '-trimpath',
    ...flags,
    `-ldflags=${ldflags}`,
    ...(tags ? ['-tags', tags] : []),
    ...(jobs ? ['-p', jobs] : []),
    '-o',
    output,
    packagePath,
  ];
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, { cwd: join(partsFolder, name), env: goEnvironment, stdio: ['ignore', 'ignore', 'pipe'] });
    child.on('error', reject);
    if (child.pid) setPriority(child.pid, 10);
    let told = '';
    child.stderr.setEncoding('utf8').on('data', text => {
      told += text;
      report(`${told.split('\n').length - 1} packages compiled or fetched`);
    });
    child.on('close', code => {
      if (code === 0) resolve();
      else reject(new Problem(`go build of ${packagePath} ended with code ${code}:\n${told.slice(-3000)}`));
    });
  });
}

async function buildPart(name, report) {
  const target = partFolder(name);
  const folder = join(cacheFolder, `.building-${process.pid}-${randomBytes(4).toString('hex')}`);
  mkdirSync(join(folder, 'bin'), { recursive: true });
  const flags = editModules(name, folder);
  for (const [output, packagePath] of Object.entries(parts[name].binaries)) {
    await compile(name, packagePath, { output: join(folder, 'bin', output), flags, report });
  }
  for (const { module, from, to } of parts[name].files ?? []) {
    copyFromModule(join(directoryOf(name, module), from), join(folder, 'files', to));
  }
  for (const entry of readdirSync(folder)) if (entry.startsWith('source')) rmSync(join(folder, entry), { recursive: true });
  // The rename is what makes a part cached: a build killed at any moment leaves only a folder that the next one removes.
  if (existsSync(target)) rmSync(folder, { recursive: true, force: true });
  else renameSync(folder, target);
}

/** Finds Redis, or installs Debian's package where that is allowed; returns the path of `redis-server`. */
export function ensureRedis() {
  const found = [...(process.env.PATH ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/opt/homebrew/bin']
    .map(folder => join(folder, 'redis-server'))
    .find(path => existsSync(path));
  if (found) return found;
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) {
    throw new Problem(
      "The lab needs 'redis-server', which is not on the PATH: install it with your package manager (Debian: apt-get install redis-server)",
    );
  }
  say('Installing redis-server …');
  // RUNLEVEL=1 keeps the package from starting a Redis of its own.
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }, stdio: ['ignore', 'ignore', 'pipe'] };
  const install = () => execFileSync('apt-get', ['install', '-y', '--no-install-recommends', 'redis-server'], options);
  try {
    install();
  } catch {
    execFileSync('apt-get', ['update'], options);
    install();
  }
  return ensureRedis();
}

/** Builds every part that is not cached, one after the other. */
export async function buildParts() {
  mkdirSync(cacheFolder, { recursive: true });
  removeAbandonedBuilds();
  const missing = Object.keys(parts).filter(name => !existsSync(partFolder(name)));
  if (missing.length) {
    requireTool('go', 'install Go 1.21 or newer from https://go.dev/dl');
    requireTool('gcc', 'install a C compiler (Debian: apt-get install gcc libc6-dev)');
    say(`The lab builds ${missing.length} of ${Object.keys(parts).length} parts into ${cacheFolder} (cold: about 20 minutes on two cores)`);
  }
  for (const name of missing) await showProgress(`Building ${name}`, report => buildPart(name, report));
  requireTool('git', 'install git');
  ensureRedis();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runCommand(async () => {
    await buildParts();
    say(`The lab's parts are in ${cacheFolder}`);
  });
}
