import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { readIfThere, root, stateDir, writeAtomically } from '../checkout.mjs';
import { Problem } from '../problem.mjs';
import { showProgress } from '../progress.mjs';

const nodes = JSON.parse(fs.readFileSync(new URL('./nodes.json', import.meta.url), 'utf8'));
const toolchain = path.join(stateDir, 'toolchain');

/** The folder with `node` and `yarn` for this checkout. */
export const toolchainBin = path.join(toolchain, 'bin');
export const nodePath = path.join(toolchainBin, 'node');
export const yarnPath = path.join(toolchainBin, 'yarn');

const suits = version => {
  const [major, minor] = version.split('.').map(Number);
  return major === 24 || (major === 22 && minor >= 12);
};

/** Runs the npm that the machine has, with the user's registry and proxy. */
export function runNpm(args, cwd) {
  const script = process.env.npm_execpath;
  const viaNode = script?.endsWith('npm-cli.js');
  return promisify(execFile)(viaNode ? process.execPath : 'npm', viaNode ? [script, ...args] : args, {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 24,
  }).catch(error => {
    if (error.code === 'ENOENT') throw new Problem('npm is not on the PATH: install it beside Node.');
    throw new Problem(
      `npm ${args[0]} failed: ${
        String(error.stderr || error.message)
          .split('\n')
          .find(line => /npm (error|ERR!) \S/.test(line)) ?? error.message
      }`,
    );
  });
}

function readFromTar(archive, wanted) {
  const tar = gunzipSync(archive);
  for (let at = 0; at + 512 <= tar.length;) {
    const text = (from, length) => tar.toString('latin1', at + from, at + from + length).split('\0')[0];
    const size = parseInt(text(124, 12), 8) || 0;
    if (text(0, 100) === wanted) return tar.subarray(at + 512, at + 512 + size);
    at += 512 + Math.ceil(size / 512) * 512;
  }
  throw new Problem(`The archive of Node does not hold ${wanted}.`);
}

async function fetchNode(platform, target) {
  const { package: name, version, integrity } = nodes[platform];
  const folder = fs.mkdtempSync(path.join(toolchain, 'fetch-'));
  try {
    await runNpm(['pack', `${name}@${version}`, '--silent'], folder);
    const [file] = fs.readdirSync(folder).filter(each => each.endsWith('.tgz'));
    const archive = fs.readFileSync(path.join(folder, file));
    const seen = createHash('sha512').update(archive).digest('base64');
    if (`sha512-${seen}` !== integrity)
      throw new Problem(`${name}@${version} is not the pinned one (sha512 ${seen}): look at the registry in 'npm config get registry'.`);
    const binary = path.join(folder, 'node');
    fs.writeFileSync(binary, readFromTar(archive, 'package/bin/node'), {
      mode: 0o755,
    });
    fs.renameSync(binary, target);
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

async function findNode() {
  if (suits(process.versions.node) && !process.execPath.startsWith(toolchain)) return process.execPath;
  const platform = `${process.platform}-${process.arch}`;
  if (!nodes[platform])
    throw new Problem(`Node ${process.versions.node} is not supported and none can be fetched for ${platform}: install Node 24.`);
  const { version } = nodes[platform];
  const target = path.join(toolchain, `node-${version}`);
  if (!fs.existsSync(target)) await showProgress(`Fetching Node ${version}`, () => fetchNode(platform, target));
  return target;
}

function link(target, file) {
  if (fs.existsSync(file) && fs.readlinkSync(file) === target) return;
  const temporary = `${file}.${process.pid}.new`;
  fs.symlinkSync(target, temporary);
  fs.renameSync(temporary, file);
}

/** Puts the right Node and a `yarn` into the toolchain's folder. */
export async function prepareToolchain() {
  if (Number(process.versions.node.split('.')[0]) < 20)
    throw new Problem(`Node ${process.versions.node} is too old to begin with: use any Node from 20 on.`);
  fs.mkdirSync(toolchainBin, { recursive: true });
  for (const name of fs.readdirSync(toolchain))
    if (name.startsWith('fetch-')) fs.rmSync(path.join(toolchain, name), { recursive: true, force: true });
  const node = await findNode();
  const inside = path.dirname(node) === toolchain;
  link(inside ? path.relative(toolchainBin, node) : node, nodePath);
  const [yarn] = fs.readdirSync(path.join(root, '.yarn/releases'));
  const shim = `#!/bin/sh\nhere=$(cd "$(dirname "$0")" && pwd)\nexec "$here/node" "$here/../../../.yarn/releases/${yarn}" "$@"\n`;
  if (readIfThere(yarnPath) !== shim) writeAtomically(yarnPath, shim, 0o755);
}

/** The environment of everything that runs on the project's Node. */
export const toolchainEnv = () => ({
  PATH: `${toolchainBin}${path.delimiter}${process.env.PATH}`,
});
