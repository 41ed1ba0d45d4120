import { isMembers, itemsOf, Members, membersOf, textOf } from '@slipway/plugin-delivery-node';
import { commitOf, wantCommit } from '../reduce/members';
import { CommitRange, GitHost, HostRef, HostRefs, HostRepository, HostTree, HostTreeEntry } from './GitHost';
import { HostClient } from './HostClient';
import { repositoryOfList } from './repositoryOfList';
import { contentOf, entriesOf } from './trees';

const PAGE = 50;
const TREE_PAGE = 1_000;
/** A folder of more entries is not listed to its end. */
const MOST_TREE_PAGES = 20;

/** Gitea and Forgejo by their API, version 1. */
export class GiteaHost implements GitHost {
  readonly newestFirst = true;
  readonly listsFiles = true;
  readonly subject: string;
  readonly #client: HostClient;

  constructor(name: string, client: HostClient) {
    this.subject = `Gitea '${name}'`;
    this.#client = client;
  }

  get requests(): number {
    return this.#client.requests;
  }

  async *repositories(signal: AbortSignal): AsyncGenerator<HostRepository[]> {
    for await (const { json } of this.#pages('/repos/search', { sort: 'updated', order: 'desc' }, signal)) {
      yield itemsOf(membersOf(json).data)
        .filter(isMembers)
        .flatMap(item => (item.empty === true ? [] : (repositoryOfList(item, item.updated_at) ?? [])));
    }
  }

  async refs(path: string, signal: AbortSignal): Promise<HostRefs> {
    const refs = new Array<HostRef>();
    let at = '';
    for await (const { json, at: moment } of this.#pages(`/repos/${path}/branches`, {}, signal)) {
      // The first page's moment: a branch that moves meanwhile is looked at again.
      at ||= moment;
      refs.push(...refsOf(json, 'refs/heads/', 'id'));
    }
    for await (const { json } of this.#pages(`/repos/${path}/tags`, {}, signal)) {
      refs.push(...refsOf(json, 'refs/tags/', 'sha'));
    }
    return { refs, at };
  }

  async *commits(path: string, { head, base, since }: CommitRange, signal: AbortSignal): AsyncGenerator<Members[]> {
    if (base !== undefined) {
      const { json } = await this.#client.get(`/api/v1/repos/${path}/compare/${base}...${head}`, signal);
      yield itemsOf(membersOf(json).commits).filter(isMembers);
      return;
    }
    const query = { sha: head, stat: 'false', verification: 'false', files: 'true', ...(since && { since }) };
    for await (const { json } of this.#pages(`/repos/${path}/commits`, query, signal)) {
      yield itemsOf(json).filter(isMembers);
    }
  }

  async commit(path: string, id: string, signal: AbortSignal): Promise<Members> {
    return membersOf((await this.#client.get(`/api/v1/repos/${path}/git/commits/${id}?stat=false&verification=false`, signal)).json);
  }

  async *pullRequests(path: string, signal: AbortSignal): AsyncGenerator<Members[]> {
    for await (const { json } of this.#pages(`/repos/${path}/pulls`, { state: 'all', sort: 'recentupdate' }, signal)) {
      yield itemsOf(json).filter(isMembers);
    }
  }

  async runs(path: string, signal: AbortSignal): Promise<Members[]> {
    const { json } = await this.#client.get(`/api/v1/repos/${path}/actions/runs?limit=${PAGE}`, signal);
    return itemsOf(membersOf(json).workflow_runs).filter(isMembers);
  }

  async jobs(path: string, runId: string, signal: AbortSignal): Promise<Members[]> {
    const { json } = await this.#client.get(`/api/v1/repos/${path}/actions/runs/${runId}/jobs?limit=${PAGE}`, signal);
    return itemsOf(membersOf(json).jobs).filter(isMembers);
  }

  async tree(path: string, id: string, { recursive }: { recursive: boolean }, signal: AbortSignal): Promise<HostTree> {
    const entries = new Array<HostTreeEntry>();
    for (let page = 1; page <= MOST_TREE_PAGES; page++) {
      const query = new URLSearchParams({ ...(recursive && { recursive: 'true' }), per_page: String(TREE_PAGE), page: String(page) });
      const { json } = await this.#client.get(`/api/v1/repos/${path}/git/trees/${id}?${query}`, signal);
      entries.push(...entriesOf(json));
      // Truncated is what has another page.
      if (membersOf(json).truncated !== true) {
        return { entries, complete: true };
      }
    }
    return { entries, complete: false };
  }

  async blob(path: string, id: string, signal: AbortSignal): Promise<Buffer> {
    return contentOf((await this.#client.get(`/api/v1/repos/${path}/git/blobs/${id}`, signal)).json);
  }

  async diff(path: string, commit: string, signal: AbortSignal): Promise<Buffer> {
    return this.#client.bytes(`/api/v1/repos/${path}/git/commits/${commit}.diff`, signal, { accept: 'text/plain' });
  }

  async *#pages(path: string, query: Record<string, string>, signal: AbortSignal) {
    for (let page = 1, more = true; more; page++) {
      const parameters = new URLSearchParams({ ...query, limit: String(PAGE), page: String(page) });
      const answer = await this.#client.get(`/api/v1${path}?${parameters}`, signal);
      more = answer.hasMore;
      yield answer;
    }
  }
}

function refsOf(json: unknown, prefix: string, member: 'id' | 'sha'): HostRef[] {
  return itemsOf(json)
    .filter(isMembers)
    .flatMap(item => {
      const name = textOf(item.name);
      const id = membersOf(item.commit)[member];
      return name === undefined || commitOf(id) === undefined ? [] : [{ name: `${prefix}${name}`, commit: wantCommit(id, 'commit') }];
    });
}
