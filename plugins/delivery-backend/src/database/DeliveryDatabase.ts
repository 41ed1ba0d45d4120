import { DatabaseService, resolvePackagePath } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Knex } from 'knex';
import { isContention, isUnavailable } from './isUnavailable';

/** An open transaction; every query takes one. */
export type Transaction = Knex.Transaction;

export interface TransactionOptions {
  /** With `snapshot` all statements see the moment of the first one, and a lost race runs the function again. */
  isolation?: 'snapshot';
  /** With `late` a crash of the database may undo the transaction as a whole; for what is worked out again in that case. */
  durability?: 'late';
}

const CONTENTION_ATTEMPTS = 5;

/** The plugin's schema in PostgreSQL, migrated. */
export class DeliveryDatabase {
  static async create(database: Pick<DatabaseService, 'getClient' | 'migrations'>): Promise<DeliveryDatabase> {
    const knex = await database.getClient();
    if (!database.migrations?.skip) {
      await knex.migrate.latest({
        directory: resolvePackagePath('@slipway/plugin-delivery-backend', 'migrations'),
      });
    }
    const { rows } = await knex.raw<{ rows: Array<{ schema: string }> }>('SELECT current_schema() AS schema');
    return new DeliveryDatabase(knex, rows[0].schema);
  }

  readonly #knex: Knex;
  /** Notifications are per database, so the channel carries the schema. */
  readonly channel: string;

  private constructor(knex: Knex, schema: string) {
    this.#knex = knex;
    this.channel = `slipway_${schema}`;
  }

  /**
   * Runs a function in one transaction. Lost races between transactions run again; a database that is away is a
   * `ServiceUnavailableError`, after which nothing was stored.
   */
  async inTransaction<Result>(fn: (tx: Transaction) => Promise<Result>, options: TransactionOptions = {}): Promise<Result> {
    const config = options.isolation === 'snapshot' ? { isolationLevel: 'repeatable read' as const } : {};
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#knex.transaction(async tx => {
          if (options.durability === 'late') {
            await tx.raw('SET LOCAL synchronous_commit = off');
          }
          return fn(tx);
        }, config);
      } catch (error) {
        if (isContention(error) && attempt < CONTENTION_ATTEMPTS) {
          continue;
        }
        throw asServiceError(error);
      }
    }
  }

  /** Runs a function that reads with several statements, all of which see the moment of the first one. */
  async inSnapshot<Result>(fn: (tx: Transaction) => Promise<Result>): Promise<Result> {
    try {
      return await this.#knex.transaction(fn, { isolationLevel: 'repeatable read', readOnly: true });
    } catch (error) {
      throw asServiceError(error);
    }
  }

  /** Runs a function that reads with single statements, outside a transaction. */
  async read<Result>(fn: (knex: Knex) => Promise<Result>): Promise<Result> {
    try {
      return await fn(this.#knex);
    } catch (error) {
      throw asServiceError(error);
    }
  }

  /** Wakes whoever listens, on every replica. */
  async notify(message: string): Promise<void> {
    await this.read(knex => knex.raw('SELECT pg_notify(?, ?)', [this.channel, message]));
  }
}

function asServiceError(error: unknown): unknown {
  if (!isUnavailable(error)) {
    return error;
  }
  const unavailable = new ServiceUnavailableError(
    'The delivery database does not answer; nothing of this request was stored, and the same request succeeds once it is back',
  );
  // For our log alone: given to the constructor, the driver's words, with the address of the database, would be in the answer.
  return Object.defineProperty(unavailable, 'cause', { value: error, enumerable: false });
}
