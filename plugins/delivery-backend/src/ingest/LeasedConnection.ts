import { LoggerService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { ObservationKind } from '@slipway/plugin-delivery-common';
import {
  DeliverySource,
  RecordBatch,
  RecordedState,
  RecordOutcome,
  SourceConnection,
  SourceReport,
  UnseenSpan,
} from '@slipway/plugin-delivery-node';
import {
  DeliveryDatabase,
  holdLease,
  insertChanges,
  insertUnseenSpan,
  openEpoch,
  selectCursor,
  selectRecordedStates,
  SourceUpdate,
  storeAudit,
  storeCursor,
  storeImagesRead,
  Transaction,
  updateSource,
} from '../database';
import { Hints } from './Hints';
import { LeasedGit } from './LeasedGit';
import { canonicalImages, LeasedImages } from './LeasedImages';
import { RawRetention } from './RawRetention';
import { prepareObservation } from './Recorder';
import { storeObservations } from './storeObservations';

const HEARD_EVERY_MILLISECONDS = 3000;

export interface LeasedConnectionOptions {
  database: DeliveryDatabase;
  retention: RawRetention;
  logger: LoggerService;
  source: DeliverySource;
  token: string;
  signal: AbortSignal;
  hints: Hints;
}

/** What a running source may do, for as long as its fencing token is the newest. */
export class LeasedConnection implements SourceConnection {
  readonly signal: AbortSignal;
  readonly images: LeasedImages;
  readonly git: LeasedGit;
  readonly #options: LeasedConnectionOptions;
  #heardAt = Number.NEGATIVE_INFINITY;
  #reported: SourceReport | undefined;
  // Reports are written one after the other, so that the last one said is the one that stays.
  #writing: Promise<void> = Promise.resolve();

  constructor(options: LeasedConnectionOptions) {
    this.#options = options;
    this.signal = options.signal;
    this.images = new LeasedImages(options, fn => this.#fenced(fn));
    this.git = new LeasedGit(fn => this.#fenced(fn));
  }

  get upstreamRequests(): number {
    return this.#reported?.upstreamRequests ?? 0;
  }

  async openEpoch(): Promise<string> {
    return this.#fenced(tx => openEpoch(tx, this.#name));
  }

  async record(batch: RecordBatch): Promise<RecordOutcome> {
    const foreign = batch.observations.find(observation => observation.source !== this.#name);
    if (foreign) {
      throw new InputError(`Source '${this.#name}' hands in an observation of '${foreign.source}'; a source speaks for itself alone`);
    }
    const seenAt = new Date().toISOString();
    const raw = new Map(batch.raw?.map(({ id, payload }) => [id, payload]));
    const prepared = batch.observations.map(observation =>
      prepareObservation({ observation, credential: this.#name, raw: raw.get(observation.id) }, seenAt),
    );
    await this.#options.retention.ready(seenAt);
    const results = await this.#fenced(async tx => {
      const stored = await storeObservations(tx, prepared);
      await storeImagesRead(tx, canonicalImages(batch.read ?? []), seenAt);
      if (batch.cursor !== undefined) {
        await storeCursor(tx, this.#name, batch.cursor);
      }
      return stored;
    });
    const accepted = results.filter(result => result === 'accepted').length;
    if (accepted > 0) {
      this.#notify('marks');
    }
    return { accepted, duplicates: results.length - accepted };
  }

  async recordedStates(kind: ObservationKind): Promise<RecordedState[]> {
    const rows = await this.#fenced(tx => selectRecordedStates(tx, this.#name, kind));
    return rows.map(({ subject, epoch, position, content_hash, facts }) => ({
      subject,
      order: { epoch, position },
      contentHash: content_hash,
      facts,
    }));
  }

  async cursor(): Promise<string | undefined> {
    return this.#fenced(tx => selectCursor(tx, this.#name));
  }

  onHint(listener: (hint: string) => void): void {
    this.#options.hints.listen(this.#name, this.signal, listener);
  }

  heard(): void {
    const now = performance.now();
    if (now - this.#heardAt >= HEARD_EVERY_MILLISECONDS) {
      this.#heardAt = now;
      this.#write({
        heardAt: new Date().toISOString(),
        report: this.#reported,
      });
    }
  }

  report(report: SourceReport): void {
    const before = this.#reported;
    this.#reported = report;
    // A count of requests alone travels with the next heartbeat.
    if (before?.state !== report.state || before?.error !== report.error) {
      this.#write({ report });
    }
  }

  async unseen(span: UnseenSpan): Promise<void> {
    await this.#fenced(tx => insertUnseenSpan(tx, { source: this.#name, ...span }));
  }

  async audited(audit: { compared: number; different: number }): Promise<void> {
    await this.#fenced(tx =>
      storeAudit(tx, {
        source: this.#name,
        at: new Date().toISOString(),
        ...audit,
      }),
    );
  }

  /** Resolves when everything that was reported is written. */
  async settled(): Promise<void> {
    await this.#writing;
  }

  get #name(): string {
    return this.#options.source.name;
  }

  #fenced<Result>(fn: (tx: Transaction) => Promise<Result>): Promise<Result> {
    return this.#options.database.inTransaction(async tx => {
      await holdLease(tx, {
        name: `source:${this.#name}`,
        token: this.#options.token,
      });
      return fn(tx);
    });
  }

  #write(update: Omit<SourceUpdate, 'name'>): void {
    this.#writing = this.#writing
      .then(async () => {
        const changed = await this.#fenced(async tx => {
          const stateChanged = await updateSource(tx, {
            name: this.#name,
            ...update,
          });
          if (stateChanged) {
            await insertChanges(tx, [{ kind: 'sources' }]);
          }
          return stateChanged;
        });
        if (changed) {
          this.#notify('changes');
        }
      })
      .catch(error => this.#options.logger.warn(`The state of source '${this.#name}' cannot be kept: ${error}`));
  }

  // Only a hint: slow polls find what it would have told.
  #notify(message: string): void {
    this.#options.database.notify(message).catch(() => undefined);
  }
}
