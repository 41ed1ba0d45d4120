import { LoggerService } from '@backstage/backend-plugin-api';
import { AnyObservation } from '@slipway/plugin-delivery-common';
import { LikelyPick, observe, SourceConnection, UpstreamError } from '@slipway/plugin-delivery-node';
import { GitHost } from '../host/GitHost';
import { DeliveryContext } from '../reduce/members';
import { RepositoryPlace } from '../source/GitCursor';
import { patchIdOf } from './patchIdOf';

/** So many pairs are compared at a look; the others at the next. */
const PAIRS_AT_ONCE = 20;
/** A larger diff is left out. */
const MOST_BYTES = 4 * 1024 * 1024;
/** A repository is looked at so many times after it changed: what was read of it is on the record a moment later. */
const LOOKS = 3;
/** What a patch alone says of a commit stands behind everything else that is known of it. */
const ORDER = { epoch: '0', position: '0' };

/** Works out the patch ids of commits that may be picks of one another, and of no others: a diff is a request. */
export class PickReader {
  readonly #left = new Map<string, number>();
  readonly #tried = new Set<string>();

  constructor(
    private readonly host: GitHost,
    private readonly context: DeliveryContext,
    private readonly logger: LoggerService,
  ) {}

  /** Says that a repository changed. */
  changed(path: string): void {
    this.#left.set(path, LOOKS);
  }

  /** True while there is something to look at. */
  get isWaiting(): boolean {
    return this.#left.size > 0;
  }

  /** One look at what changed; `placeOf` answers how far a repository was read. */
  async look(connection: SourceConnection, placeOf: (path: string) => RepositoryPlace | undefined): Promise<void> {
    for (const [path, left] of [...this.#left]) {
      const place = placeOf(path);
      const { pairs, settled } = place?.beside.length
        ? await connection.git.picks({ repository: `${this.context.host}/${path}`, commits: place.beside })
        : { pairs: [], settled: [] };
      if (place) {
        place.beside = place.beside.filter(commit => !settled.includes(commit));
      }
      const fresh = pairs.filter(pair => !this.#tried.has(`${pair.pick} ${pair.original}`));
      for (const pair of fresh.slice(0, PAIRS_AT_ONCE)) {
        await this.#compare(connection, path, pair);
      }
      if (fresh.length <= PAIRS_AT_ONCE) {
        this.#left.set(path, left - 1);
      }
      if ((this.#left.get(path) ?? 0) <= 0) {
        this.#left.delete(path);
      }
    }
  }

  async #compare(connection: SourceConnection, path: string, { repository, original, pick, known }: LikelyPick): Promise<void> {
    const observations = new Array<AnyObservation>();
    for (const commit of [original, pick].filter(id => !known.includes(id))) {
      const patchId = await this.#patchIdOf(path, commit, connection.signal);
      if (patchId !== undefined) {
        observations.push(observe('change', { repository, commit, patchId }, { source: this.context.source, order: ORDER }));
      }
    }
    await connection.record({ observations });
    this.#tried.add(`${pick} ${original}`);
  }

  async #patchIdOf(path: string, commit: string, signal: AbortSignal): Promise<string | undefined> {
    try {
      const diff = await this.host.diff(path, commit, signal);
      return diff.length > MOST_BYTES ? undefined : patchIdOf(diff);
    } catch (error) {
      // The host makes no diff of it (406, 422), has it no more, or does not let it be read: it is known by its trailer, or not at all.
      if (error instanceof UpstreamError && [400, 403, 404, 406, 422].includes(error.status)) {
        this.logger.info(`${this.host.subject} gives no diff of ${path}@${commit}: ${error.message}`);
        return undefined;
      }
      throw error;
    }
  }
}
