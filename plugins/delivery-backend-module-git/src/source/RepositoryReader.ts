import { AnyObservation, FactsByKind, PushFacts } from '@slipway/plugin-delivery-common';
import { Members, observe, textOf, UpstreamError } from '@slipway/plugin-delivery-node';
import { GitHost, HostRef, HostRepository } from '../host/GitHost';
import { readListedCommit } from '../reduce/listed';
import { commitOf, DeliveryContext, instantOf, placeOf } from '../reduce/members';
import { readPullRequest } from '../reduce/pullRequest';
import { readWorkflowJob, readWorkflowRun } from '../reduce/workflows';
import { RepositoryPlace } from './GitCursor';

/** How far back a repository is read that was never read before. */
const FIRST_DAYS = 90;
const MOST_COMMITS = 5_000;
/** So many branches beside the default one are read at a visit; the others follow as they move. */
const MOST_BRANCHES = 50;
/** So many commits beside the default branch are kept in mind. */
const MOST_BESIDE = 200;
/** So many of the newest commits are asked for one by one where a list does not tell their files. */
const FILES_OF = 30;

/** What one visit of a repository found. */
export interface Visit {
  observations: AnyObservation[];
  place: RepositoryPlace;
  /** How many refs were looked at, and how many the record had otherwise. */
  compared: number;
  different: number;
}

/** A branch that moved, as a webhook told. */
export interface MovedRef {
  path: string;
  ref: string;
  after: string;
}

/** Reads what a repository has become since it was read last. */
export class RepositoryReader {
  readonly #host: GitHost;
  readonly #context: DeliveryContext;
  readonly #now: () => Date;

  constructor(host: GitHost, context: DeliveryContext, now: () => Date) {
    this.#host = host;
    this.#context = { ...context, isListed: true };
    this.#now = now;
  }

  /** Everything: refs, commits, pull requests and runs. `recorded` answers what the record knows of a ref. */
  async visit(
    repository: HostRepository,
    before: RepositoryPlace | undefined,
    recorded: ReadonlyMap<string, PushFacts>,
    signal: AbortSignal,
  ): Promise<Visit> {
    const { path } = repository;
    const { refs, at } = await this.#host.refs(path, signal);
    const pushes = this.#pushes(repository, refs, recorded, at);
    const place: RepositoryPlace = {
      changedAt: repository.changedAt,
      read: {},
      unfinished: [],
      beside: before?.beside ?? [],
      pullRequests: before?.pullRequests,
    };
    const commits = await this.#branches(repository, refs, before, place, signal);
    const pulls = await this.#pullRequests(path, place, signal);
    const runs = await this.#runs(path, before, place, signal);
    return { observations: [...pushes, ...commits, ...pulls, ...runs], place, compared: refs.length, different: pushes.length };
  }

  /** The commits of one branch that moved: a webhook tells them without their parents. */
  async follow(
    { path, ref, after }: MovedRef,
    before: RepositoryPlace,
    defaultBranch: string,
    signal: AbortSignal,
  ): Promise<AnyObservation[]> {
    const base = before.read[ref] ?? before.read[`refs/heads/${defaultBranch}`];
    try {
      const commits = await this.#range(path, after, base, signal);
      before.read[ref] = after;
      if (ref !== `refs/heads/${defaultBranch}`) {
        keepBeside(before, commits);
      }
      return commits;
    } catch (error) {
      // It moved on, or was deleted, since it was told of.
      if (isNotThere(error)) {
        return [];
      }
      throw error;
    }
  }

  /** Runs that had not ended when they were seen last. */
  async unfinished(path: string, place: RepositoryPlace, signal: AbortSignal): Promise<AnyObservation[]> {
    const before = { ...place, unfinished: [...place.unfinished] };
    place.unfinished = [];
    return this.#runs(path, before, place, signal);
  }

  #pushes(repository: HostRepository, refs: HostRef[], recorded: ReadonlyMap<string, PushFacts>, at: string): AnyObservation[] {
    const name = this.#name(repository.path);
    const present = new Map(refs.map(ref => [ref.name, ref.commit]));
    const moved = refs.filter(ref => recorded.get(ref.name)?.after !== ref.commit).map(ref => ref.name);
    const deleted = [...recorded.values()].filter(push => push.after !== null && !present.has(push.ref)).map(push => push.ref);
    return [...moved, ...deleted].map(ref => {
      const before = recorded.get(ref)?.after;
      const after = present.get(ref) ?? null;
      const facts: PushFacts = {
        repository: name,
        ref,
        ...(before !== undefined && { before }),
        after,
        created: before === null && after !== null,
        deleted: after === null,
        commits: [],
        defaultBranch: repository.defaultBranch,
      };
      return observe('push', facts, { source: this.#context.source, order: { epoch: '0', position: placeOf(at) } });
    });
  }

  async #branches(
    { path, defaultBranch }: HostRepository,
    refs: HostRef[],
    before: RepositoryPlace | undefined,
    place: RepositoryPlace,
    signal: AbortSignal,
  ): Promise<AnyObservation[]> {
    const branches = refs.filter(ref => ref.name.startsWith('refs/heads/'));
    const main = branches.find(ref => ref.name === `refs/heads/${defaultBranch}`);
    const observations = new Array<AnyObservation>();
    if (main) {
      const base = before?.read[main.name];
      observations.push(...(base === main.commit ? [] : await this.#range(path, main.commit, base, signal)));
      place.read[main.name] = main.commit;
    }
    const known = new Set(observations.map(({ facts }) => (facts as FactsByKind['change']).commit));
    const others = branches.filter(ref => ref !== main && before?.read[ref.name] !== ref.commit && !known.has(ref.commit));
    for (const ref of branches) {
      if (ref !== main && !others.includes(ref)) {
        place.read[ref.name] = ref.commit;
      }
    }
    for (const ref of others.slice(0, MOST_BRANCHES)) {
      const own = await this.#range(path, ref.commit, main?.commit, signal);
      observations.push(...own);
      keepBeside(place, own);
      place.read[ref.name] = ref.commit;
    }
    return observations;
  }

  async #range(path: string, head: string, base: string | undefined, signal: AbortSignal): Promise<AnyObservation[]> {
    if (base !== undefined) {
      try {
        return await this.#commits(path, { head, base }, signal);
      } catch (error) {
        // A branch that was rewritten leaves commits that the host may have forgotten: then it is read as one that was never read.
        if (!isNotThere(error)) {
          throw error;
        }
      }
    }
    const since = new Date(this.#now().getTime() - FIRST_DAYS * 86_400_000).toISOString();
    return this.#commits(path, { head, since }, signal);
  }

  async #commits(path: string, range: { head: string; base?: string; since?: string }, signal: AbortSignal): Promise<AnyObservation[]> {
    const listed = new Array<Members>();
    for await (const page of this.#host.commits(path, range, signal)) {
      listed.push(...page);
      if (listed.length >= MOST_COMMITS) {
        break;
      }
    }
    const kept = listed.slice(0, MOST_COMMITS);
    // Of a comparison the newest stand last, of a history first.
    const newest = range.base === undefined ? kept.slice(0, FILES_OF) : kept.slice(-FILES_OF);
    const observations = new Array<AnyObservation>();
    for (const commit of kept) {
      const id = commitOf(commit.sha);
      const isAsked = id !== undefined && !Array.isArray(commit.files) && newest.includes(commit);
      observations.push(...readListedCommit(isAsked ? await this.#host.commit(path, id, signal) : commit, this.#name(path), this.#context));
    }
    return observations;
  }

  async #pullRequests(path: string, place: RepositoryPlace, signal: AbortSignal): Promise<AnyObservation[]> {
    const from = place.pullRequests ?? new Date(this.#now().getTime() - FIRST_DAYS * 86_400_000).toISOString();
    const observations = new Array<AnyObservation>();
    for await (const page of this.#host.pullRequests(path, signal)) {
      const news = page.filter(pull => (instantOf(pull.updated_at) ?? '') >= from);
      for (const pull of news) {
        observations.push(...readPullRequest({ repository: { full_name: path }, pull_request: pull }, this.#context));
        const at = instantOf(pull.updated_at);
        place.pullRequests = at !== undefined && at > (place.pullRequests ?? '') ? at : place.pullRequests;
      }
      if (news.length < page.length) {
        break;
      }
    }
    return observations;
  }

  // The newest page: whatever had not ended is looked at again until it has, and what is new comes with its jobs.
  async #runs(path: string, before: RepositoryPlace | undefined, place: RepositoryPlace, signal: AbortSignal): Promise<AnyObservation[]> {
    const observations = new Array<AnyObservation>();
    const since = before?.changedAt ?? new Date(this.#now().getTime() - FIRST_DAYS * 86_400_000).toISOString();
    for (const run of await this.#listRuns(path, signal)) {
      const id = String(run.id);
      const isOver = textOf(run.status) === 'completed';
      const wasOpen = before?.unfinished.includes(id) ?? false;
      if (!isOver) {
        place.unfinished.push(id);
      }
      if (!isOver || wasOpen || (instantOf(run.updated_at ?? run.completed_at ?? run.started_at) ?? '') >= since) {
        const payload = { repository: { full_name: path } };
        observations.push(...readWorkflowRun({ ...payload, workflow_run: run }, this.#context));
        // At the first visit fifty runs would ask for fifty lists of jobs that ended long ago.
        for (const job of before || !isOver ? await this.#host.jobs(path, id, signal) : []) {
          observations.push(...readWorkflowJob({ ...payload, workflow_job: job }, this.#context));
        }
      }
    }
    return observations;
  }

  // CI may be off in a repository, or not the host's own, or not for this account to read: that says nothing about the rest.
  async #listRuns(path: string, signal: AbortSignal): Promise<Members[]> {
    try {
      return await this.#host.runs(path, signal);
    } catch (error) {
      if (error instanceof UpstreamError && (error.status === 403 || error.status === 404)) {
        return [];
      }
      throw error;
    }
  }

  #name(path: string): string {
    return `${this.#context.host}/${path}`;
  }
}

function keepBeside(place: RepositoryPlace, commits: AnyObservation[]): void {
  const own = commits.map(({ facts }) => (facts as FactsByKind['change']).commit);
  place.beside = [...new Set([...place.beside, ...own])].slice(-MOST_BESIDE);
}

function isNotThere(error: unknown): boolean {
  return error instanceof UpstreamError && (error.status === 404 || error.status === 409 || error.status === 422);
}
