import { DeliveryDatabase } from '../database';
import { Hints } from './Hints';
import { RawRetention } from './RawRetention';
import {
  IncomingObservation,
  IncomingUnusedEvent,
  ObservationRecorder,
  PreparedObservation,
  prepareObservation,
  RecordResult,
} from './Recorder';
import { storeObservations } from './storeObservations';
import { storeUnusedEvents } from './storeUnusedEvents';

interface Waiting {
  batch: PreparedObservation[];
  resolve(results: RecordResult[]): void;
  reject(error: unknown): void;
}

// Measured on two cores: beyond a thousand rows a transaction gains nothing more, and beyond two at once they only wait for each other.
const ROWS_PER_TRANSACTION = 1000;
const TRANSACTIONS = 2;

/**
 * Records in PostgreSQL. Requests that arrive while others are being stored share the next transaction, so that single events
 * cost little more than a batch; a shared transaction that fails is done again one request at a time.
 */
export class DatabaseRecorder implements ObservationRecorder {
  readonly #database: DeliveryDatabase;
  readonly #retention: RawRetention;
  #waiting: Waiting[] = [];
  #running = 0;

  constructor(database: DeliveryDatabase, retention: RawRetention = new RawRetention(database)) {
    this.#database = database;
    this.#retention = retention;
  }

  async recordObservations(batch: IncomingObservation[], options: { seenAt: string }): Promise<RecordResult[]> {
    const prepared = batch.map(item => prepareObservation(item, options.seenAt));
    await this.#retention.ready(options.seenAt);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ batch: prepared, resolve, reject });
      this.#next();
    });
  }

  async recordUnused(events: IncomingUnusedEvent[], options: { seenAt: string }): Promise<RecordResult[]> {
    await this.#retention.ready(options.seenAt);
    return this.#database.inTransaction(tx => storeUnusedEvents(tx, events, options.seenAt));
  }

  hint(source: string, hint: string): void {
    // Only a hint: what is lost is found by the source's own look.
    this.#database.notify(Hints.message(source, hint)).catch(() => undefined);
  }

  #next(): void {
    if (this.#running >= TRANSACTIONS || this.#waiting.length === 0) {
      return;
    }
    const together = new Array<Waiting>();
    let rows = 0;
    while (this.#waiting.length > 0 && (rows === 0 || rows + this.#waiting[0].batch.length <= ROWS_PER_TRANSACTION)) {
      const waiting = this.#waiting.shift()!;
      together.push(waiting);
      rows += waiting.batch.length;
    }
    this.#running++;
    this.#store(together).finally(() => {
      this.#running--;
      this.#next();
    });
  }

  async #store(together: Waiting[]): Promise<void> {
    let results: RecordResult[];
    try {
      const batch = together.flatMap(waiting => waiting.batch);
      results = await this.#database.inTransaction(tx => storeObservations(tx, batch));
    } catch (error) {
      if (together.length > 1) {
        for (const waiting of together) {
          await this.#store([waiting]);
        }
      } else {
        together[0].reject(error);
      }
      return;
    }
    for (const waiting of together) {
      waiting.resolve(results.splice(0, waiting.batch.length));
    }
    // Only a hint: when it is lost, the projector's slow poll finds the marks.
    this.#database.notify('marks').catch(() => undefined);
  }
}
