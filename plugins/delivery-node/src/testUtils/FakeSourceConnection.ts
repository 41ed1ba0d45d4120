import { ConflictError } from '@backstage/errors';
import { AnyObservation, ObservationKind, compareOrder, subjectOf } from '@slipway/plugin-delivery-common';
import { RecordBatch, RecordOutcome, RecordedState, SourceConnection, SourceReport, UnseenSpan } from '../deliverySource';
import { hashFacts } from '../hashFacts';
import { FakeNamedImages } from './FakeNamedImages';
import { FakeWantedOfGit } from './FakeWantedOfGit';
import { StateWaiter } from './StateWaiter';

/**
 * A `SourceConnection` in memory for tests of sources. It tells duplicates as the record does, and its lease can be lost and its
 * database taken away; `next` is what the holder of the next lease gets.
 */
export class FakeSourceConnection implements SourceConnection {
  private readonly abort = new AbortController();
  private readonly waiter = new StateWaiter(() => this.describe());
  private databaseError: Error | undefined;

  /** Every observation that was accepted, in the order of acceptance. */
  readonly observations: AnyObservation[];
  /** Sizes of the batches that were stored. */
  readonly batches: number[] = [];
  readonly raw = new Map<string, unknown>();
  readonly audits: Array<{ compared: number; different: number }> = [];
  readonly unseenSpans: UnseenSpan[] = [];
  readonly reports: SourceReport[] = [];
  duplicates = 0;
  heardCount = 0;
  private readonly memory: { epoch: number; cursor?: string };
  private readonly ids = new Set<string>();
  readonly images: FakeNamedImages;
  readonly git: FakeWantedOfGit;
  private readonly listeners = new Array<(hint: string) => void>();

  constructor(earlier?: FakeSourceConnection) {
    this.observations = earlier ? [...earlier.observations] : [];
    this.memory = earlier ? { ...earlier.memory } : { epoch: 0 };
    this.images = new FakeNamedImages(() => this.check(), earlier?.images);
    this.git = new FakeWantedOfGit(() => this.check(), earlier?.git);
    this.observations.forEach(observation => this.ids.add(observation.id));
  }

  get signal(): AbortSignal {
    return this.abort.signal;
  }

  /** What the next holder of the lease gets: the same record, a connection that is not lost. */
  next(): FakeSourceConnection {
    return new FakeSourceConnection(this);
  }

  /** Takes the lease away, as when another replica has taken over or the process stops. */
  loseLease(): void {
    this.abort.abort();
  }

  /** Makes every call that needs the database reject, until it is called without an error. */
  failWith(error?: Error): void {
    this.databaseError = error;
    this.waiter.changed();
  }

  /** Resolves once `condition` holds; rejects after the deadline (20 s unless said otherwise), saying what was seen last. */
  until(what: string, condition: () => boolean, deadlineMs?: number): Promise<void> {
    return this.waiter.until(what, condition, deadlineMs);
  }

  /** The newest observation of every subject of a kind. */
  present(kind: ObservationKind): AnyObservation[] {
    const newest = new Map<string, AnyObservation>();
    for (const observation of this.observations) {
      const subject = subjectOf(observation.kind, observation.facts);
      const other = newest.get(subject);
      if (observation.kind === kind && (!other || compareOrder(observation.order, other.order) >= 0)) {
        newest.set(subject, observation);
      }
    }
    return [...newest.values()];
  }

  async openEpoch(): Promise<string> {
    this.check();
    this.memory.epoch += 1;
    return String(this.memory.epoch);
  }

  async record(batch: RecordBatch): Promise<RecordOutcome> {
    this.check();
    const fresh = batch.observations.filter(({ id }) => {
      const known = this.ids.has(id);
      this.ids.add(id);
      return !known;
    });
    this.observations.push(...structuredClone(fresh));
    batch.raw?.forEach(({ id, payload }) => this.raw.set(id, payload));
    this.memory.cursor = batch.cursor ?? this.memory.cursor;
    this.images.keep(fresh, batch.read ?? []);
    this.git.keep(fresh);
    this.batches.push(batch.observations.length);
    const outcome = {
      accepted: fresh.length,
      duplicates: batch.observations.length - fresh.length,
    };
    this.duplicates += outcome.duplicates;
    this.waiter.changed();
    return outcome;
  }

  async recordedStates(kind: ObservationKind): Promise<RecordedState[]> {
    this.check();
    return this.present(kind).map(({ facts, order }) => ({
      subject: subjectOf(kind, facts),
      order,
      contentHash: hashFacts(facts),
      facts,
    }));
  }

  onHint(listener: (hint: string) => void): void {
    this.listeners.push(listener);
  }

  /** Gives a hint, as the receiver of a webhook does. */
  hint(hint: string): void {
    this.listeners.forEach(listener => listener(hint));
  }

  async cursor(): Promise<string | undefined> {
    this.check();
    return this.memory.cursor;
  }

  heard(): void {
    this.heardCount += 1;
    this.waiter.changed();
  }

  report(report: SourceReport): void {
    this.reports.push(report);
    this.waiter.changed();
  }

  async unseen(span: UnseenSpan): Promise<void> {
    this.check();
    this.unseenSpans.push(span);
    this.waiter.changed();
  }

  async audited(audit: { compared: number; different: number }): Promise<void> {
    this.check();
    this.audits.push(audit);
    this.waiter.changed();
  }

  private check(): void {
    if (this.abort.signal.aborted) {
      throw new ConflictError('The lease of this source is lost; another replica runs it now');
    }
    if (this.databaseError) {
      throw this.databaseError;
    }
  }

  private describe(): string {
    const { observations, audits, heardCount, duplicates } = this;
    return JSON.stringify({
      observations: observations.length,
      last: observations.at(-1),
      duplicates,
      audits,
      heardCount,
      report: this.reports.at(-1),
    });
  }
}
