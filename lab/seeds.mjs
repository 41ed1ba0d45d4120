// The files in seeds/, with the lab's own ports, secrets and folders filled in.
import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureRedis, partFolder } from './build.mjs';
import { parts } from './parts/parts.mjs';

export const checkout = fileURLToPath(new URL('..', import.meta.url)).replace(/\/$/, '');
const seeds = join(checkout, 'lab/seeds');
const prefixed = (prefix, object) => Object.fromEntries(Object.entries(object).map(([key, value]) => [`${prefix}.${key}`, value]));

/** What stands as ${name} in the seeds. */
export function seedValues({ folder, state: { ports, secrets } }) {
  const certificate = join(folder, 'kubernetes/apiserver.crt');
  const folders = Object.keys(parts).map(name => [name, partFolder(name)]);
  return {
    checkout,
    seeds,
    lab: folder,
    node: process.execPath,
    path: process.env.PATH,
    user: userInfo().username,
    redis: ensureRedis(),
    caData: existsSync(certificate) ? readFileSync(certificate).toString('base64') : '',
    argocd: `http://127.0.0.1:${ports.argocd}`,
    gitea: `http://127.0.0.1:${ports.gitea}`,
    repository: `http://127.0.0.1:${ports.gitea}/shop/gitops.git`,
    'apiServer.eu': `https://127.0.0.1:${ports.apiServer}`,
    'apiServer.us': `https://localhost:${ports.apiServer}`,
    ...prefixed('port', ports),
    ...prefixed('secret', secrets),
    ...Object.fromEntries(
      folders.flatMap(([name, path]) => [
        [`bin.${name}`, join(path, 'bin')],
        [`files.${name}`, join(path, 'files')],
      ]),
    ),
  };
}

/** The text of a seed as it stands. */
export const rawSeed = path => readFileSync(join(seeds, path), 'utf8');

/** The text of a seed with its values filled in. */
export function seed(processes, path) {
  const values = seedValues(processes);
  return rawSeed(path).replace(/\$\{([\w.]+)\}/g, (_, name) => {
    if (values[name] === undefined) throw new Error(`The seed ${path} wants '${name}', which nothing gives`);
    return values[name];
  });
}
