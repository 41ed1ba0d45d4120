import { posix } from 'node:path';
import { GitHost, HostTreeEntry } from '../host/GitHost';

/** The folders of a repository at one commit, each asked for at most once. */
export class RepositoryTree {
  readonly #folders = new Map<string, Promise<HostTreeEntry[]>>();
  /** False once a folder had more than its host lists. */
  isComplete = true;

  constructor(
    private readonly host: GitHost,
    private readonly repository: string,
    private readonly revision: string,
    private readonly signal: AbortSignal,
  ) {}

  /** What stands at a path; undefined where nothing does. The root is the empty path. */
  async find(path: string): Promise<HostTreeEntry | undefined> {
    let entry: HostTreeEntry | undefined = { path: '', kind: 'folder', id: this.revision };
    for (const part of path.split('/').filter(Boolean)) {
      if (entry?.kind !== 'folder') {
        return undefined;
      }
      const parent: HostTreeEntry = entry;
      entry = (await this.#list(parent.id, false)).find(item => item.path === part);
    }
    return entry && { ...entry, path };
  }

  /** What stands in a folder that was found, by paths within the repository; with everything below it where that is asked for. */
  async below(folder: HostTreeEntry, { recursive }: { recursive: boolean }): Promise<HostTreeEntry[]> {
    return (await this.#list(folder.id, recursive)).map(entry => ({ ...entry, path: posix.join(folder.path, entry.path) }));
  }

  #list(id: string, recursive: boolean): Promise<HostTreeEntry[]> {
    const key = `${id} ${recursive}`;
    const known = this.#folders.get(key);
    if (known) {
      return known;
    }
    const asked = this.host.tree(this.repository, id, { recursive }, this.signal).then(({ entries, complete }) => {
      this.isComplete &&= complete;
      return entries;
    });
    this.#folders.set(key, asked);
    return asked;
  }
}
