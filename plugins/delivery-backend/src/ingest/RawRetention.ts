import { LoggerService } from '@backstage/backend-plugin-api';
import { createRawPartition, DeliveryDatabase, dropRawPartitionsBefore, monthAfter } from '../database';

import { pause } from './pause';

const HOUR_MS = 60 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Sees to it that every month which raw payloads fall into has its partition, and that old months go. */
export class RawRetention {
  readonly #database: DeliveryDatabase;
  readonly #days: number;
  readonly #months = new Map<string, Promise<void>>();

  /** Payloads are kept for at least `days`, then until their month is over. */
  constructor(database: DeliveryDatabase, days: number = 30) {
    this.#database = database;
    this.#days = days;
  }

  /** Makes sure of the month of an instant; asks the database once per month. */
  async ready(instant: string): Promise<void> {
    const month = new Date(instant).toISOString().slice(0, 7);
    let ready = this.#months.get(month);
    if (!ready) {
      ready = this.#database.inTransaction(tx => createRawPartition(tx, month));
      this.#months.set(month, ready);
      ready.catch(() => this.#months.delete(month));
    }
    await ready;
  }

  /** Creates the present and the next month, drops the months that are past keeping, and answers those. */
  async maintain(now: string): Promise<string[]> {
    await this.ready(now);
    await this.ready(`${monthAfter(now.slice(0, 7))}-01T00:00:00.000Z`);
    const before = new Date(Date.parse(now) - this.#days * DAY_MS).toISOString();
    return this.#database.inTransaction(tx => dropRawPartitionsBefore(tx, before));
  }

  /** Maintains every hour until the signal is aborted. */
  async run(options: { signal: AbortSignal; logger: LoggerService }): Promise<void> {
    while (!options.signal.aborted) {
      try {
        const dropped = await this.maintain(new Date().toISOString());
        if (dropped.length > 0) {
          options.logger.info(`Raw payloads of ${dropped.join(', ')} are past keeping and dropped`);
        }
      } catch (error) {
        options.logger.warn(`The partitions of raw payloads are looked after again in an hour: ${error}`);
      }
      await pause(HOUR_MS, options.signal);
    }
  }
}
