import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(fileURLToPath(import.meta.url), '../..');
export const stateDir = path.join(root, '.slipway');

/** Writes a whole file or nothing, whenever the process is killed. */
export function writeAtomically(file, content, mode = 0o644) {
  fs.mkdirSync(path.dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.new`;
  fs.writeFileSync(temporary, content, { mode });
  fs.renameSync(temporary, file);
}

/** The content of a file, or undefined where there is none. */
export function readIfThere(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
    throw error;
  }
}

const ignored = new Set(['node_modules', 'dist', 'dist-types', 'coverage']);

/** Every file under the given paths, sorted, without what tools produce. */
export function listFiles(paths) {
  return paths.flatMap(start => {
    const stat = fs.statSync(start, { throwIfNoEntry: false });
    if (!stat) return [];
    if (stat.isFile()) return [start];
    return fs
      .readdirSync(start, { recursive: true, withFileTypes: true })
      .filter(entry => entry.isFile())
      .map(entry => path.join(entry.parentPath ?? entry.path, entry.name))
      .filter(file => !file.split(path.sep).some(part => ignored.has(part)))
      .sort();
  });
}

/** A short hash over names and contents. */
export function hashFiles(files, ...more) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${path.relative(root, file)}\0`);
    hash.update(fs.readFileSync(file)).update('\0');
  }
  for (const text of more) hash.update(`${text}\0`);
  return hash.digest('hex').slice(0, 16);
}

/** The monorepo's packages: name -> { name, dir, manifest }. */
export function listPackages() {
  const packages = new Map();
  for (const group of ['packages', 'plugins']) {
    const folder = path.join(root, group);
    for (const name of fs.existsSync(folder) ? fs.readdirSync(folder) : []) {
      const dir = path.join(folder, name);
      const text = readIfThere(path.join(dir, 'package.json'));
      if (!text) continue;
      const manifest = JSON.parse(text);
      packages.set(manifest.name, { name: manifest.name, dir, manifest });
    }
  }
  return packages;
}

/** A package and the workspace packages that it depends on, the portal behind the backend left out. */
export function listClosure(name) {
  const packages = listPackages();
  const seen = new Set();
  const visit = current => {
    if (seen.has(current) || !packages.has(current)) return;
    if (current === 'app' && name !== 'app') return;
    seen.add(current);
    const { dependencies } = packages.get(current).manifest;
    Object.keys(dependencies ?? {}).forEach(visit);
  };
  visit(name);
  return [...seen].map(each => packages.get(each));
}
