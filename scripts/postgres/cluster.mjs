import fs from 'node:fs';
import path from 'node:path';
import { readIfThere } from '../checkout.mjs';
import { Problem } from '../problem.mjs';
import { commandOf, endProcesses, identify, spawnMarked } from '../processes.mjs';
import { showProgress } from '../progress.mjs';
import { chooseAccount, commandAs, findBinaries } from './binaries.mjs';

const version = '18';

const retry = 'or begin with an empty record: npm start -- --reset';

/** Refuses a folder that is not the whole cluster that was made here. */
export function checkCluster(folder, wasMade) {
  if (!fs.existsSync(folder)) {
    if (!wasMade) return;
    throw new Problem(`The database folder ${folder} is gone: move it back, ${retry}`);
  }
  const found = readIfThere(path.join(folder, 'PG_VERSION'))?.trim();
  if (found && found !== version)
    throw new Problem(`${folder} belongs to PostgreSQL ${found}, this is ${version}: bring the data over with pg_dump, ${retry}`);
  const missing = ['PG_VERSION', 'global/pg_control', 'base', 'pg_wal'].find(name => !fs.existsSync(path.join(folder, name)));
  if (missing) throw new Problem(`The database folder ${folder} is damaged (${missing} is missing): restore it from a copy, ${retry}`);
  const { uid } = fs.statSync(folder);
  const own = process.getuid();
  if (own !== 0 && uid !== own)
    throw new Problem(`The database folder ${folder} belongs to user ${uid}, you are ${own}: run as that user, or chown it.`);
}

/** Makes a cluster beside its place and moves it there when it is whole. */
export async function createCluster(folder, { mark, password, quick }) {
  const parent = path.dirname(folder);
  for (const name of fs.readdirSync(parent))
    if (name.startsWith(`${path.basename(folder)}.new-`)) fs.rmSync(path.join(parent, name), { recursive: true });
  const draft = fs.mkdtempSync(`${folder}.new-`);
  const passwordFile = path.join(draft, 'password');
  const cluster = path.join(draft, 'data');
  const account = chooseAccount(folder);
  fs.writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const file of [draft, passwordFile]) fs.chownSync(file, account.uid, account.gid);
  const bin = findBinaries();
  const args = [
    '--username=slipway',
    '--auth=scram-sha-256',
    `--pwfile=${passwordFile}`,
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    ...(quick ? ['--no-sync'] : []),
    `--pgdata=${cluster}`,
  ];
  const as = commandAs(account, path.join(bin, 'initdb'), args, [bin, draft]);
  const child = spawnMarked(mark, as.command, as.args, as.options);
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', text => (log += text));
  const { code, error } = await child.ended;
  if (code !== 0)
    throw new Problem(
      `initdb failed: ${
        error?.message ??
        log
          .trim()
          .split('\n')
          .reverse()
          .find(line => /error/.test(line)) ??
        log
      }`,
    );
  fs.renameSync(cluster, folder);
  fs.rmSync(draft, { recursive: true });
}

/** Ends the server that a killed start left behind, and removes its trace. */
export async function endLeftServer(folder) {
  const pidFile = path.join(folder, 'postmaster.pid');
  const pid = Number(readIfThere(pidFile)?.split('\n')[0]);
  if (!pid) return;
  const server = identify(pid);
  if (server.started && commandOf(pid).includes(folder))
    await showProgress('Stopping the database that a killed start left', () => endProcesses([server], 'SIGINT', 20_000));
  fs.rmSync(pidFile, { force: true });
}
