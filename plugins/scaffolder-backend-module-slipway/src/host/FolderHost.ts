import { mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ConflictError, ForwardedError, NotFoundError } from '@backstage/errors';
import { git } from './git';
import { FoundRepository, NewCommit, RepositoryHost } from './RepositoryHost';

/** How often a commit is made anew because somebody pushed meanwhile. */
const TRIES = 5;

/** A folder of bare repositories on this machine. */
export class FolderHost implements RepositoryHost {
  readonly subject: string;

  constructor(private readonly folder: string) {
    this.subject = `the folder ${folder}`;
  }

  async find(repository: string): Promise<FoundRepository | undefined> {
    if (!(await isThere(path.join(this.cloneUrl(repository), 'HEAD')))) {
      return undefined;
    }
    return { description: await readFile(path.join(this.cloneUrl(repository), 'description'), 'utf8') };
  }

  async create(repository: string, description: string): Promise<void> {
    if (await this.find(repository)) {
      throw new ConflictError(`The repository '${repository}' is there already; choose another name`);
    }
    await mkdir(this.folder, { recursive: true });
    // It gets its name when it is whole: others follow what stands in the folder.
    const unnamed = await mkdtemp(path.join(this.folder, '.new-'));
    try {
      await git(unnamed, ['-c', 'init.defaultBranch=main', 'init', '--quiet', '--bare']);
      await git(unnamed, ['config', 'core.logAllRefUpdates', 'true']);
      await git(unnamed, ['config', 'receive.denyNonFastForwards', 'true']);
      await writeFile(path.join(unnamed, 'description'), `${description}\n`);
      await rename(unnamed, this.cloneUrl(repository));
    } finally {
      await rm(unnamed, { recursive: true, force: true });
    }
  }

  async read(repository: string, file: string): Promise<string | undefined> {
    const bare = this.cloneUrl(repository);
    if (!(await isThere(bare)) || !(await git(bare, ['for-each-ref', 'refs/heads/main']))) {
      return undefined;
    }
    const listed = await git(bare, ['ls-tree', '--name-only', 'main', file]);
    return listed ? git(bare, ['cat-file', 'blob', `main:${file}`]) : undefined;
  }

  async commit(repository: string, commit: NewCommit): Promise<string> {
    if (!(await isThere(this.cloneUrl(repository)))) {
      throw new NotFoundError(`There is no repository '${repository}' in ${this.folder}; make it there, or name another one`);
    }
    for (let left = TRIES; ; left--) {
      const clone = await mkdtemp(path.join(tmpdir(), 'slipway-commit-'));
      try {
        return await this.push(repository, clone, commit);
      } catch (error) {
        if (left <= 1 || !/\(fetch first\)|\(non-fast-forward\)/.test(String(error))) {
          throw new ForwardedError(`The repository '${repository}' refuses the commit '${commit.message.split('\n')[0]}'`, error);
        }
      } finally {
        await rm(clone, { recursive: true, force: true });
      }
    }
  }

  private async push(repository: string, clone: string, { message, author, files }: NewCommit): Promise<string> {
    await git(clone, ['-c', 'init.defaultBranch=main', 'clone', '--quiet', this.cloneUrl(repository), '.']);
    for (const { path: file, content } of files) {
      await mkdir(path.dirname(path.join(clone, file)), { recursive: true });
      await writeFile(path.join(clone, file), content);
    }
    await git(clone, ['add', '--all', '--force']);
    const as = ['-c', `user.name=${author.name}`, '-c', `user.email=${author.email}`];
    await git(clone, [...as, 'commit', '--quiet', '--message', message]);
    await git(clone, ['push', '--quiet', 'origin', 'HEAD:refs/heads/main']);
    return (await git(clone, ['rev-parse', 'HEAD'])).trim();
  }

  cloneUrl(repository: string): string {
    return path.join(this.folder, `${repository}.git`);
  }

  pageUrl(): undefined {
    return undefined;
  }

  fileUrl(): undefined {
    return undefined;
  }
}

async function isThere(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return false;
    }
    throw error;
  }
}
