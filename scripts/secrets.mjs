import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { readIfThere, writeAtomically } from './checkout.mjs';
import { Problem } from './problem.mjs';

const names = ['service-token', 'owner-key', 'postgres-password'];

/** Makes the data folder, closed to other people; root leaves the way through. */
export function makeDataFolder(dataDir) {
  const stat = fs.statSync(dataDir, { throwIfNoEntry: false });
  if (stat && !stat.isDirectory()) throw new Problem(`The data folder ${dataDir} is a file: pass another --data.`);
  if (stat) return;
  fs.mkdirSync(dataDir, { recursive: true });
  // PostgreSQL runs under another account when root starts it.
  fs.chmodSync(dataDir, process.getuid() === 0 ? 0o711 : 0o700);
}

/**
 * The installation's secrets, made where they are missing, each a file that
 * its owner alone can read.
 * @param {string} dataDir
 * @returns {Record<string, string>}
 */
export function readSecrets(dataDir) {
  const secrets = {};
  for (const name of names) {
    const file = path.join(dataDir, name);
    const found = readIfThere(file)?.trim();
    if (
      found === undefined &&
      name === 'postgres-password' &&
      ['postgres', 'demo/postgres'].some(each => fs.existsSync(path.join(dataDir, each)))
    )
      throw new Problem(
        `${file} is gone, and the database beside it opens with nothing else: restore it, or begin with an empty record: npm start -- --reset`,
      );
    secrets[name] = found || randomBytes(32).toString('base64url');
    if (!found) writeAtomically(file, `${secrets[name]}\n`, 0o600);
    else fs.chmodSync(file, 0o600);
  }
  return secrets;
}
