import { Members, UpstreamError } from '@slipway/plugin-delivery-node';
import { createHash } from 'node:crypto';
import { CommitRange, GitHost, HostRefs, HostRepository, HostTree, HostTreeEntry } from '../host/GitHost';

/** The id that Git gives a content. */
export function blobId(content: string): string {
  return createHash('sha1')
    .update(`blob ${Buffer.byteLength(content)}\0${content}`)
    .digest('hex');
}

interface FakeRepository {
  changedAt: number;
  refs: Map<string, string>;
  pulls: Members[];
  runs: Members[];
}

/** A Git host in memory: repositories with a real graph of commits, which can be away or out of questions. */
export class FakeGitHost implements GitHost {
  readonly subject = "Gitea 'git.example.com'";
  readonly newestFirst = true;
  readonly listsFiles = true;
  /** What every question is answered with instead, while it is set. */
  problem: Error | undefined;
  /** What was asked, e.g. `refs shop/cart`. */
  readonly asked = new Array<string>();
  readonly commitsById = new Map<string, Members & { parents: Array<{ sha: string }> }>();
  /** The files of commits, by the commit's id and their path. */
  readonly contents = new Map<string, Record<string, string>>();
  /** What commits change, by their id. */
  readonly diffs = new Map<string, string>();
  readonly #repositories = new Map<string, FakeRepository>();
  #clock = Date.parse('2026-11-20T10:00:00Z');

  get requests(): number {
    return this.asked.length;
  }

  /** Makes a commit on a branch and answers its id. */
  push(path: string, ref: string, title: string, options: { onto?: string; files?: string[] } = {}): string {
    const repository = this.#repository(path);
    const parent = options.onto ?? repository.refs.get(ref);
    const sha = createHash('sha1').update(`${path} ${parent} ${title}`).digest('hex');
    const date = new Date(this.#tick()).toISOString();
    const person = { name: 'Ada', email: 'ada@example.com', date };
    this.commitsById.set(sha, {
      sha,
      commit: { message: title, author: person, committer: person },
      parents: parent === undefined ? [] : [{ sha: parent }],
      files: (options.files ?? ['a.txt']).map(filename => ({ filename })),
    });
    this.move(path, ref, sha);
    return sha;
  }

  /** Points a ref at a commit, or deletes it. */
  move(path: string, ref: string, commit: string | undefined): void {
    const repository = this.#repository(path);
    repository.changedAt = this.#tick();
    if (commit === undefined) {
      repository.refs.delete(ref);
    } else {
      repository.refs.set(ref, commit);
    }
  }

  addRun(path: string, run: Members): void {
    const { runs } = this.#repository(path);
    const first = runs.findIndex(({ id }) => id === run.id);
    if (first >= 0) {
      runs[first] = run;
    } else {
      runs.unshift(run);
    }
  }

  addPull(path: string, pull: Members): void {
    this.#repository(path).pulls.unshift(pull);
  }

  get now(): Date {
    return new Date(this.#clock);
  }

  async *repositories(): AsyncGenerator<HostRepository[]> {
    this.#ask('repositories');
    const sorted = [...this.#repositories].sort(([, a], [, b]) => b.changedAt - a.changedAt);
    for (let from = 0; from < sorted.length; from += 2) {
      yield sorted
        .slice(from, from + 2)
        .map(([path, { changedAt }]) => ({ path, defaultBranch: 'main', changedAt: new Date(changedAt).toISOString() }));
    }
  }

  async refs(path: string): Promise<HostRefs> {
    this.#ask(`refs ${path}`);
    const refs = [...this.#repository(path).refs].map(([name, commit]) => ({ name, commit }));
    return { refs, at: new Date(this.#tick()).toISOString() };
  }

  async *commits(path: string, { head, base }: CommitRange): AsyncGenerator<Members[]> {
    this.#ask(`commits ${path} ${base?.slice(0, 7) ?? ''}..${head.slice(0, 7)}`);
    const found = (id: string) => {
      if (!this.commitsById.has(id)) {
        throw new UpstreamError(404, 'not found');
      }
      return this.commitsById.get(id)!;
    };
    const left = new Set<string>();
    const walk = (id: string, seen: Set<string>) => {
      if (!seen.has(id)) {
        seen.add(id);
        found(id).parents.forEach(({ sha }) => walk(sha, seen));
      }
    };
    if (base !== undefined) {
      walk(base, left);
    }
    const wanted = new Set<string>();
    walk(head, wanted);
    yield [...wanted].filter(id => !left.has(id)).map(found);
  }

  async commit(path: string, id: string): Promise<Members> {
    this.#ask(`commit ${path} ${id}`);
    return this.commitsById.get(id)!;
  }

  async *pullRequests(path: string): AsyncGenerator<Members[]> {
    this.#ask(`pulls ${path}`);
    yield this.#repository(path).pulls;
  }

  async runs(path: string): Promise<Members[]> {
    this.#ask(`runs ${path}`);
    return this.#repository(path).runs;
  }

  async jobs(path: string, runId: string): Promise<Members[]> {
    this.#ask(`jobs ${path} ${runId}`);
    return [];
  }

  async tree(path: string, id: string, { recursive }: { recursive: boolean }): Promise<HostTree> {
    this.#ask(`tree ${path} ${id}`);
    const [commit, folder = ''] = id.split(':');
    const files = this.contents.get(commit);
    if (!files) {
      throw new UpstreamError(404, 'not found');
    }
    const entries = new Map<string, HostTreeEntry>();
    for (const [name, content] of Object.entries(files).filter(([file]) => folder === '' || file.startsWith(`${folder}/`))) {
      const parts = (folder === '' ? name : name.slice(folder.length + 1)).split('/');
      parts.forEach((_, index) => {
        const below = parts.slice(0, index + 1).join('/');
        const isFile = index === parts.length - 1;
        const file = { kind: 'file' as const, id: blobId(content), size: content.length };
        const own = isFile ? file : { kind: 'folder' as const, id: `${commit}:${folder === '' ? '' : `${folder}/`}${below}` };
        if (index === 0 || recursive) {
          entries.set(below, { path: below, ...own });
        }
      });
    }
    return { entries: [...entries.values()], complete: true };
  }

  async blob(path: string, id: string): Promise<Buffer> {
    this.#ask(`blob ${path} ${id.slice(0, 7)}`);
    const found = [...this.contents.values()].flatMap(files => Object.values(files)).find(content => blobId(content) === id);
    return Buffer.from(found!);
  }

  async diff(path: string, commit: string): Promise<Buffer> {
    this.#ask(`diff ${path} ${commit}`);
    const found = this.diffs.get(commit);
    if (found === undefined) {
      throw new UpstreamError(404, 'not found');
    }
    return Buffer.from(found);
  }

  #repository(path: string): FakeRepository {
    const repository = this.#repositories.get(path) ?? { changedAt: 0, refs: new Map(), pulls: [], runs: [] };
    this.#repositories.set(path, repository);
    return repository;
  }

  #ask(what: string): void {
    this.asked.push(what);
    if (this.problem) {
      throw this.problem;
    }
  }

  #tick(): number {
    this.#clock += 1000;
    return this.#clock;
  }
}
