import { LoggerService } from '@backstage/backend-plugin-api';
import { AnyObservation, PushFacts } from '@slipway/plugin-delivery-common';
import { BackOff, DeliverySource, explainUpstream, pause, SourceConnection, UpstreamError, Wakeup } from '@slipway/plugin-delivery-node';
import { GitHost, HostRepository } from '../host/GitHost';
import { RateLimitError } from '../host/HostClient';
import { ManifestReader } from '../manifests/ManifestReader';
import { PickReader } from '../patches/PickReader';
import { DeliveryContext } from '../reduce/members';
import { GitCursor } from './GitCursor';
import { MovedRef, RepositoryReader } from './RepositoryReader';

const POLL_MS = 60_000;
/** A webhook's parents are read that soon; what came together is read once. */
const GATHER_MS = 250;
/** A repository that nobody knew yet is looked for that soon. */
const SOON_MS = 3_000;
const LANES = 4;
const CURSOR_EVERY_MS = 10_000;

const STEPS: Record<number, string> = {
  401: 'check the token of its entry under `integrations`: the host does not know it, or it has expired',
  403: 'grant its account the right to read repositories, pull requests and actions',
  404: 'check the address of its entry under `integrations`',
};

export interface GitHostSourceOptions {
  host: GitHost;
  context: DeliveryContext;
  logger: LoggerService;
  pollMilliseconds?: number;
  now?: () => Date;
}

/**
 * Reads a Git host where webhooks cannot tell: what was there before, what came while nobody listened, the parents of commits. Each poll
 * asks only for what changed; a webhook hints at what is worth a look at once.
 */
export class GitHostSource implements DeliverySource {
  readonly name: string;
  readonly heartbeat = true;
  readonly #options: GitHostSourceOptions;
  readonly #reader: RepositoryReader;
  readonly #manifests: ManifestReader;
  readonly #picks: PickReader;

  constructor(options: GitHostSourceOptions) {
    const { host, context, now = () => new Date() } = options;
    this.name = context.source;
    this.#options = options;
    this.#reader = new RepositoryReader(host, context, now);
    this.#manifests = new ManifestReader(host, context, now);
    this.#picks = new PickReader(host, context, options.logger);
  }

  async run(connection: SourceConnection): Promise<void> {
    const { host, logger, pollMilliseconds = POLL_MS } = this.#options;
    const { signal } = connection;
    const moved = new Map<string, MovedRef>();
    const bell = new Wakeup();
    connection.onHint(hint => {
      const [path, ref, after] = hint.split(' ');
      moved.set(`${path} ${ref}`, { path, ref, after });
      bell.ring();
    });
    const cursor = new GitCursor(await connection.cursor());
    // Its key has to be kept before anything is hidden with it.
    await connection.record({ observations: [], cursor: cursor.toString() });
    const backOff = new BackOff(1_000, 60_000);
    const defaults = new Map<string, string>();
    let polledAt = Number.NEGATIVE_INFINITY;
    connection.report({ state: 'connecting', upstreamRequests: host.requests });
    while (!signal.aborted) {
      try {
        if (performance.now() - polledAt >= pollMilliseconds) {
          await this.#poll(connection, cursor, defaults);
          await this.#manifests.look(connection, cursor.key);
          polledAt = performance.now();
        } else {
          await pause(GATHER_MS, signal);
          const told = [...moved.values()];
          moved.clear();
          if (!(await this.#follow(connection, cursor, defaults, told))) {
            polledAt = Math.min(polledAt, performance.now() - pollMilliseconds + SOON_MS);
          }
        }
        await this.#picks.look(connection, path => cursor.get(path));
        backOff.reset();
        connection.report({ state: 'live', upstreamRequests: host.requests });
        connection.heard();
        const untilPoll = Math.max(0, polledAt + pollMilliseconds - performance.now());
        await bell.heard(this.#picks.isWaiting ? Math.min(SOON_MS, untilPoll) : untilPoll, signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }
        if (!isUpstreams(error)) {
          throw error;
        }
        const problem = explain(error, host.subject);
        logger.warn(problem.error);
        connection.report({ ...problem, upstreamRequests: host.requests });
        polledAt = Number.NEGATIVE_INFINITY;
        await pause(error instanceof RateLimitError ? untilOf(error) : backOff.next(), signal);
      }
    }
  }

  async #poll(connection: SourceConnection, cursor: GitCursor, defaults: Map<string, string>): Promise<void> {
    const { host } = this.#options;
    const { signal } = connection;
    const changed = new Array<HostRepository>();
    for await (const page of host.repositories(signal)) {
      connection.heard();
      page.forEach(({ path, defaultBranch }) => defaults.set(path, defaultBranch));
      const news = page.filter(({ path, changedAt }) => cursor.get(path)?.changedAt !== changedAt);
      changed.push(...news);
      if (host.newestFirst && cursor.isComplete && page.length > 0 && news.length === 0) {
        break;
      }
    }
    cursor.isComplete = changed.length === 0;
    const visited = await this.#visitAll(connection, cursor, changed);
    for (const path of cursor.unfinished().filter(open => !changed.some(repository => repository.path === open))) {
      const place = cursor.get(path)!;
      await record(connection, await this.#reader.unfinished(path, place, signal), cursor.toString());
    }
    if (changed.length > 0) {
      cursor.isComplete = true;
      await connection.record({ observations: [], cursor: cursor.toString() });
      await connection.audited(visited);
    }
  }

  async #visitAll(connection: SourceConnection, cursor: GitCursor, changed: HostRepository[]) {
    const { logger } = this.#options;
    const sum = { compared: 0, different: 0 };
    if (changed.length === 0) {
      return sum;
    }
    const recorded = await this.#recordedPushes(connection);
    const waiting = [...changed];
    let keptAt = performance.now();
    const lane = async () => {
      for (let next = waiting.shift(); next && !connection.signal.aborted; next = waiting.shift()) {
        const { path } = next;
        try {
          const visit = await this.#reader.visit(next, cursor.get(path), recorded.get(path) ?? new Map(), connection.signal);
          cursor.set(path, visit.place);
          this.#picks.changed(path);
          sum.compared += visit.compared;
          sum.different += visit.different;
          const isDue = performance.now() - keptAt > CURSOR_EVERY_MS;
          keptAt = isDue ? performance.now() : keptAt;
          await record(connection, visit.observations, isDue ? cursor.toString() : undefined);
          connection.heard();
        } catch (error) {
          // One repository that cannot be read does not keep the others from being read.
          if (!(error instanceof UpstreamError) || error.status === 401) {
            throw error;
          }
          logger.warn(`${this.#options.host.subject} does not let ${path} be read: ${error.message}`);
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
    return sum;
  }

  /** Answers whether every repository that was told of is known. */
  async #follow(connection: SourceConnection, cursor: GitCursor, defaults: Map<string, string>, told: MovedRef[]): Promise<boolean> {
    const known = told.filter(({ path }) => cursor.get(path) && defaults.has(path));
    for (const move of known) {
      const place = cursor.get(move.path)!;
      if (place.read[move.ref] !== move.after) {
        this.#picks.changed(move.path);
        await record(connection, await this.#reader.follow(move, place, defaults.get(move.path)!, connection.signal));
      }
    }
    return known.length === told.length;
  }

  /** What the record knows of the refs of each repository, by the repository's path. */
  async #recordedPushes(connection: SourceConnection): Promise<Map<string, Map<string, PushFacts>>> {
    const prefix = `${this.#options.context.host}/`;
    const pushes = new Map<string, Map<string, PushFacts>>();
    for (const { facts } of await connection.recordedStates('push')) {
      const push = facts as PushFacts;
      const path = push.repository.slice(prefix.length);
      pushes.set(path, (pushes.get(path) ?? new Map()).set(push.ref, push));
    }
    return pushes;
  }
}

const AT_ONCE = 500;

async function record(connection: SourceConnection, observations: AnyObservation[], cursor?: string): Promise<void> {
  for (let from = 0; from < observations.length; from += AT_ONCE) {
    await connection.record({ observations: observations.slice(from, from + AT_ONCE) });
  }
  if (cursor !== undefined) {
    await connection.record({ observations: [], cursor });
  }
}

// What the record's own side throws is for whoever runs the source: it ends the run.
function isUpstreams(error: unknown): error is Error {
  return !(error instanceof Error) || (error.name !== 'ConflictError' && error.name !== 'ServiceUnavailableError');
}

// A host that names a moment far away is asked again after an hour.
function untilOf({ until }: RateLimitError): number {
  return Math.min(3_600_000, Math.max(1_000, until.getTime() - Date.now()));
}

function explain(error: unknown, subject: string) {
  return error instanceof RateLimitError
    ? { state: 'retrying' as const, error: `${subject}: ${error.message}; nothing more is asked until then, webhooks are taken as ever` }
    : explainUpstream(error, { subject, steps: STEPS });
}
