import { LoggerService } from '@backstage/backend-plugin-api';
import { AnyObservation } from '@slipway/plugin-delivery-common';
import { SourceConnection } from '../deliverySource';
import { BackOff } from './BackOff';
import { isLeaseLost } from './isLeaseLost';
import { pause } from './pause';

/** An observation that waits to be stored, with the JSON text that it was read from. */
export interface QueuedObservation {
  observation: AnyObservation;
  raw?: string;
}

const LARGEST_BATCH = 500;
// A transaction costs the same for one as for fifty, and so does each stage after it.
const GATHER_MS = 100;

/**
 * Stores observations in batches and in order. Whoever adds waits while two batches are waiting, so a slow database slows the reading
 * of the upstream down instead of filling memory. While the database is away the same batch is tried again: nothing that was added is lost.
 */
export class ObservationQueue {
  private waiting: QueuedObservation[] = [];
  private nextCursor: string | undefined;
  private writing: Promise<void> | undefined;
  private failure: Error | undefined;
  private gathered = () => {};
  private flushing = 0;
  private changed: Array<() => void> = [];

  constructor(
    private readonly connection: SourceConnection,
    private readonly logger: LoggerService,
    private readonly onTrouble: (error?: unknown) => void,
  ) {}

  /** Takes observations; resolves once there is room for more. */
  async add(items: QueuedObservation[]): Promise<void> {
    this.waiting.push(...items);
    this.start();
    while (this.waiting.length >= 2 * LARGEST_BATCH && !this.failure) {
      this.gathered();
      await new Promise<void>(resolve => this.changed.push(resolve));
    }
    this.check();
  }

  /** Stores this cursor with the next batch. */
  setCursor(cursor: string): void {
    this.nextCursor = cursor;
  }

  /** Resolves once everything that was added, and the cursor, is stored. */
  async flush(): Promise<void> {
    if (this.nextCursor !== undefined) {
      this.start();
    }
    this.flushing += 1;
    try {
      while (this.writing) {
        this.gathered();
        await this.writing;
      }
    } finally {
      this.flushing -= 1;
    }
    this.check();
  }

  private check(): void {
    if (this.failure) {
      throw this.failure;
    }
  }

  private start(): void {
    this.writing ??= this.write()
      .catch(error => {
        this.failure = error;
      })
      .finally(() => {
        this.writing = undefined;
        this.wake();
      });
  }

  private async write(): Promise<void> {
    do {
      await this.gather();
      const batch = this.waiting.splice(0, LARGEST_BATCH);
      await this.store(batch);
      this.wake();
    } while (this.waiting.length > 0);
  }

  private async gather(): Promise<void> {
    const gathering = new AbortController();
    this.gathered = () => gathering.abort();
    if (this.waiting.length < LARGEST_BATCH && this.flushing === 0) {
      await pause(GATHER_MS, AbortSignal.any([this.connection.signal, gathering.signal]));
    }
  }

  private async store(batch: QueuedObservation[]): Promise<void> {
    const { connection } = this;
    const backOff = new BackOff(200, 5_000);
    const cursor = this.nextCursor;
    for (;;) {
      connection.signal.throwIfAborted();
      try {
        await connection.record({
          observations: batch.map(({ observation }) => observation),
          raw: batch.flatMap(({ observation: { id }, raw }) => (raw === undefined ? [] : [{ id, payload: JSON.parse(raw) }])),
          ...(cursor !== undefined && { cursor }),
        });
        this.nextCursor = this.nextCursor === cursor ? undefined : this.nextCursor;
        this.onTrouble();
        return;
      } catch (error) {
        if (isLeaseLost(error) || connection.signal.aborted) {
          throw error;
        }
        if (isAboutContent(error)) {
          await this.storeApart(batch, error);
          return;
        }
        this.onTrouble(error);
        await pause(backOff.next(), connection.signal);
      }
    }
  }

  // One observation that the record refuses must not hold up the others: halve until it stands alone, then leave it out and say so.
  private async storeApart(batch: QueuedObservation[], error: unknown): Promise<void> {
    if (batch.length <= 1) {
      this.logger.error(`The record refuses observation '${batch[0]?.observation.id}': ${error}; it is left out, and the source goes on`);
      return;
    }
    const middle = Math.ceil(batch.length / 2);
    await this.store(batch.slice(0, middle));
    await this.store(batch.slice(middle));
  }

  private wake(): void {
    const woken = this.changed;
    this.changed = [];
    woken.forEach(resolve => resolve());
  }
}

// SQLSTATE class 22 is "data exception", 23 a broken constraint, 54 a limit: trying again changes nothing.
function isAboutContent(error: unknown): boolean {
  const { name, code } = (error ?? {}) as { name?: unknown; code?: unknown };
  return name === 'InputError' || (typeof code === 'string' && /^(22|23|54)[0-9A-Z]{3}$/.test(code));
}
