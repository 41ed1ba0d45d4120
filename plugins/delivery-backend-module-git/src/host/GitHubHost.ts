import { isMembers, itemsOf, Members, membersOf, textOf } from '@slipway/plugin-delivery-node';
import { commitOf, wantCommit } from '../reduce/members';
import { CommitRange, GitHost, HostRef, HostRefs, HostRepository, HostTree } from './GitHost';
import { HostClient } from './HostClient';
import { repositoryOfList } from './repositoryOfList';
import { contentOf, entriesOf } from './trees';

const PAGE = 100;

/** Where the repositories stand that may be read. */
export interface Listing {
  /** The path of the list, e.g. `/user/repos`. */
  path: string;
  /** Whose app installation asks; absent for a token. */
  owner?: string;
}

/** GitHub and GitHub Enterprise by their REST API. */
export class GitHubHost implements GitHost {
  readonly listsFiles = false;
  readonly subject: string;
  readonly #client: HostClient;
  readonly #listings: () => Promise<Listing[]>;

  constructor(host: string, client: HostClient, options: { listings(): Promise<Listing[]>; newestFirst: boolean }) {
    this.subject = `GitHub '${host}'`;
    this.#client = client;
    this.#listings = options.listings;
    this.newestFirst = options.newestFirst;
  }

  readonly newestFirst: boolean;

  get requests(): number {
    return this.#client.requests;
  }

  async *repositories(signal: AbortSignal): AsyncGenerator<HostRepository[]> {
    for (const { path, owner } of await this.#listings()) {
      for (let page = 1, more = true; more; page++) {
        const query = new URLSearchParams({ sort: 'pushed', direction: 'desc', per_page: String(PAGE), page: String(page) });
        const answer = await this.#client.getIfChanged(`${path}?${query}`, signal, owner);
        more = answer.hasMore;
        if ('unchanged' in answer) {
          if (this.newestFirst) {
            break;
          }
          continue;
        }
        const items = Array.isArray(answer.json) ? answer.json : itemsOf(membersOf(answer.json).repositories);
        yield items.filter(isMembers).flatMap(item => (item.pushed_at ? (repositoryOfList(item, item.pushed_at) ?? []) : []));
      }
    }
  }

  async refs(path: string, signal: AbortSignal): Promise<HostRefs> {
    const refs = new Array<HostRef>();
    let at = '';
    for (const [list, prefix] of [
      ['branches', 'refs/heads/'],
      ['tags', 'refs/tags/'],
    ]) {
      for await (const { json, at: moment } of this.#pages(path, `/${list}`, {}, signal)) {
        at ||= moment;
        refs.push(...refsOf(json, prefix));
      }
    }
    return { refs, at };
  }

  async *commits(path: string, { head, base, since }: CommitRange, signal: AbortSignal): AsyncGenerator<Members[]> {
    const pages =
      base === undefined
        ? this.#pages(path, '/commits', { sha: head, ...(since && { since }) }, signal)
        : this.#pages(path, `/compare/${base}...${head}`, {}, signal);
    for await (const { json } of pages) {
      const commits = (Array.isArray(json) ? json : itemsOf(membersOf(json).commits)).filter(isMembers);
      // Of a comparison the files are those of the whole range: with one commit they are that commit's.
      yield commits.length === 1 && base !== undefined ? [{ ...commits[0], files: membersOf(json).files }] : commits;
    }
  }

  async commit(path: string, id: string, signal: AbortSignal): Promise<Members> {
    return membersOf((await this.#client.get(`/repos/${path}/commits/${id}`, signal, ownerOf(path))).json);
  }

  async *pullRequests(path: string, signal: AbortSignal): AsyncGenerator<Members[]> {
    for await (const { json } of this.#pages(path, '/pulls', { state: 'all', sort: 'updated', direction: 'desc' }, signal)) {
      // The list does not say `merged`; it says when.
      yield itemsOf(json)
        .filter(isMembers)
        .map(pull => ({ ...pull, merged: textOf(pull.merged_at) !== undefined }));
    }
  }

  async runs(path: string, signal: AbortSignal): Promise<Members[]> {
    const { json } = await this.#client.get(`/repos/${path}/actions/runs?per_page=50`, signal, ownerOf(path));
    return itemsOf(membersOf(json).workflow_runs).filter(isMembers);
  }

  async jobs(path: string, runId: string, signal: AbortSignal): Promise<Members[]> {
    const { json } = await this.#client.get(`/repos/${path}/actions/runs/${runId}/jobs?per_page=${PAGE}`, signal, ownerOf(path));
    return itemsOf(membersOf(json).jobs).filter(isMembers);
  }

  async tree(path: string, id: string, { recursive }: { recursive: boolean }, signal: AbortSignal): Promise<HostTree> {
    const { json } = await this.#client.get(`/repos/${path}/git/trees/${id}${recursive ? '?recursive=1' : ''}`, signal, ownerOf(path));
    return { entries: entriesOf(json), complete: membersOf(json).truncated !== true };
  }

  async blob(path: string, id: string, signal: AbortSignal): Promise<Buffer> {
    return contentOf((await this.#client.get(`/repos/${path}/git/blobs/${id}`, signal, ownerOf(path))).json);
  }

  async diff(path: string, commit: string, signal: AbortSignal): Promise<Buffer> {
    return this.#client.bytes(`/repos/${path}/commits/${commit}`, signal, { owner: ownerOf(path), accept: 'application/vnd.github.diff' });
  }

  async *#pages(path: string, rest: string, query: Record<string, string>, signal: AbortSignal) {
    for (let page = 1, more = true; more; page++) {
      const parameters = new URLSearchParams({ ...query, per_page: String(PAGE), page: String(page) });
      const answer = await this.#client.get(`/repos/${path}${rest}?${parameters}`, signal, ownerOf(path));
      more = answer.hasMore;
      yield answer;
    }
  }
}

function ownerOf(path: string): string {
  return path.split('/')[0];
}

function refsOf(json: unknown, prefix: string): HostRef[] {
  return itemsOf(json)
    .filter(isMembers)
    .flatMap(item => {
      const name = textOf(item.name);
      const id = membersOf(item.commit).sha;
      return name === undefined || commitOf(id) === undefined ? [] : [{ name: `${prefix}${name}`, commit: wantCommit(id, 'commit') }];
    });
}
