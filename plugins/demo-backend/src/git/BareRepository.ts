import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ForwardedError } from '@backstage/errors';
import { Person } from '@slipway/plugin-delivery-common';
import { WrittenFile } from '../history/commits';

/** A move of `main`, as the repository itself logs it. */
export interface RefMove {
  before: string | null;
  after: string;
  at: number;
  /** `push` where somebody pushed. */
  how: string;
}

/** A commit as Git shows it. */
export interface GitCommit {
  id: string;
  parents: string[];
  at: number;
  author: Person;
  message: string;
  paths: string[];
}

/** A commit to be made; `at` is in milliseconds, and Git keeps its seconds. */
export interface NewCommit {
  at: number;
  author: Person;
  message: string;
  written: readonly WrittenFile[];
}

const BRANCH = 'refs/heads/main';
const NOTHING = '0'.repeat(40);
const RECORD = '\x1e';
const FIELD = '\x1f';

const dataOf = (text: string) => [`data ${Buffer.byteLength(text)}`, text];

/** The same on every machine: nobody's own settings of Git count. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_'));
  return { ...Object.fromEntries(own), GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
}

/** Runs git; an `Error` with what it said where it fails. */
export function git(folder: string, args: readonly string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('git', args, { cwd: folder, env: environment(), stdio: 'pipe' });
    const [out, said] = [new Array<Buffer>(), new Array<Buffer>()];
    child.stdout.on('data', data => out.push(data));
    child.stderr.on('data', data => said.push(data));
    child.on('error', reject);
    child.on('close', code => {
      const words = Buffer.concat(said).toString().trim();
      return code === 0 ? resolve(Buffer.concat(out).toString()) : reject(new Error(`git ${args[0]} in ${folder} failed: ${words}`));
    });
    child.stdin.on('error', () => {}); // its end is told by its exit code
    child.stdin.end(input);
  });
}

/** True where git can be run. */
export async function isGitThere(): Promise<boolean> {
  try {
    await git('/', ['--version']);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return false;
    }
    throw error;
  }
}

/** A bare repository that logs how its `main` moves, and lets nobody rewrite it. */
export class BareRepository {
  constructor(readonly folder: string) {}

  /** Makes it where it is not there. */
  async make(): Promise<void> {
    const parent = path.dirname(this.folder);
    await git(parent, ['-c', 'init.defaultBranch=main', 'init', '--quiet', '--bare', this.folder]);
    await git(this.folder, ['config', 'core.logAllRefUpdates', 'true']);
    await git(this.folder, ['config', 'receive.denyNonFastForwards', 'true']);
  }

  /** The commit that `main` names; undefined while there is none. */
  async head(): Promise<string | undefined> {
    return (await git(this.folder, ['for-each-ref', '--format=%(objectname)', BRANCH])).trim() || undefined;
  }

  /** How `main` moved, oldest first. */
  async moves(): Promise<RefMove[]> {
    let log: string;
    try {
      log = await readFile(path.join(this.folder, 'logs', BRANCH), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
        return [];
      }
      throw error;
    }
    return log.split('\n').flatMap(line => {
      const match = /^(\w{40}) (\w{40}) .*> (\d+) [+-]\d{4}\t(.*)$/.exec(line);
      return match ? [{ before: match[1] === NOTHING ? null : match[1], after: match[2], at: Number(match[3]) * 1000, how: match[4] }] : [];
    });
  }

  /** The commits that one has and another has not, oldest first. */
  async commitsBetween(before: string | null, after: string): Promise<GitCommit[]> {
    const format = `--format=${RECORD}%H${FIELD}%P${FIELD}%ct${FIELD}%an${FIELD}%ae${FIELD}%B${FIELD}`;
    const range = before === null ? after : `${before}..${after}`;
    const shown = await git(this.folder, ['-c', 'core.quotePath=false', 'log', '--reverse', '--topo-order', '--name-only', format, range]);
    return shown
      .split(RECORD)
      .slice(1)
      .map(record => {
        const [id, parents, at, name, email, message, paths] = record.split(FIELD);
        return {
          id,
          parents: parents.split(' ').filter(Boolean),
          at: Number(at) * 1000,
          author: { name, email },
          message,
          paths: paths.split('\n').filter(Boolean),
        };
      });
  }

  /** The files that differ between two commits, as the second has them; a file that it has not is left out. */
  async filesChanged(before: string, after: string): Promise<WrittenFile[]> {
    const shown = await git(this.folder, [
      '-c',
      'core.quotePath=false',
      'diff-tree',
      '-r',
      '--name-only',
      '--diff-filter=d',
      before,
      after,
    ]);
    return Promise.all(
      shown
        .split('\n')
        .filter(Boolean)
        .map(async file => ({ path: file, content: await this.read(file, after) })),
    );
  }

  /** The ids of all files that `main` has, by path. */
  async blobs(): Promise<Map<string, string>> {
    if ((await this.head()) === undefined) {
      return new Map();
    }
    const shown = await git(this.folder, ['-c', 'core.quotePath=false', 'ls-tree', '-r', BRANCH]);
    return new Map(shown.split('\n').flatMap(line => (line ? [[line.split('\t')[1], line.split(/[ \t]/)[2]]] : [])));
  }

  /** A file of a commit, of what `main` names where none is given. */
  read(file: string, commit = BRANCH): Promise<string> {
    return git(this.folder, ['cat-file', 'blob', `${commit}:${file}`]);
  }

  /** Commits on top of what `main` names; it fails where somebody was faster, and can be tried again. */
  async add(head: string | undefined, commits: readonly NewCommit[]): Promise<void> {
    const lines = commits.flatMap(({ at, author, message, written }, index) => {
      const who = `${author.name} <${author.email}> ${Math.floor(at / 1000)} +0000`;
      const from = index === 0 && head !== undefined ? [`from ${head}`] : [];
      return [
        `commit ${BRANCH}`,
        `author ${who}`,
        `committer ${who}`,
        ...dataOf(message),
        ...from,
        ...written.flatMap(file => [`M 100644 inline ${file.path}`, ...dataOf(file.content)]),
      ];
    });
    try {
      await git(this.folder, ['fast-import', '--quiet', '--done'], `${lines.join('\n')}\ndone\n`);
    } catch (error) {
      throw new ForwardedError(`${path.basename(this.folder)} does not take ${commits.length} commits`, error);
    }
  }
}
