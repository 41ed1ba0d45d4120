import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Wakeup } from '@slipway/plugin-delivery-node';
import {
  DeliveryDatabase,
  dropModel,
  hasActiveModel,
  insertChanges,
  listenForMessages,
  noticeSilence,
  pruneChanges,
  refreshStatistics,
  selectModelsToDrop,
} from '../database';
import { ComparisonSettings } from './changes/compareStages';
import { DatabaseQueries } from './DatabaseQueries';
import { Projector, ProjectorOptions } from './Projector';

const UPKEEP_MILLISECONDS = 5000;
const PRESENT_MILLISECONDS = 50;
/** A statement that still reads a retired version ends well before. */
const DROP_AFTER_SECONDS = 60;
/** A stream that was away for longer is asked to load anew. */
const CHANGES_KEPT_SECONDS = 3600;

export interface ReadModelOptions extends ProjectorOptions {
  comparison?: ComparisonSettings;
  /** Called with the messages between replicas that are for others. */
  onMessage?(message: string): void;
}

/** The read model of one set of rules: kept up by its projector, asked through its queries. */
export class ReadModel {
  readonly queries: DatabaseQueries;
  readonly #projector: Projector;
  readonly #database: DeliveryDatabase;
  readonly #logger: LoggerService;
  readonly #onMessage: (message: string) => void;

  constructor(options: ReadModelOptions) {
    this.#onMessage = options.onMessage ?? (() => {});
    this.#database = options.database;
    this.#logger = options.logger;
    this.queries = new DatabaseQueries(options.database, options.settings, options.comparison ?? { tickets: [], migrations: [] });
    this.#projector = new Projector(options);
  }

  /** Runs until the signal is aborted. */
  async run(signal: AbortSignal): Promise<void> {
    await Promise.all([
      this.#projector.run(signal),
      this.#keepUp(signal),
      listenForMessages(this.#database, {
        signal,
        onMessage: message => this.#take(message),
        onConnected: () => {
          // Whatever was told while nobody listened.
          this.#projector.wake();
          this.queries.changed();
        },
      }),
    ]);
  }

  /** Resolves once there is a version to read: at once, but for a record that none was ever built of. */
  async present(signal: AbortSignal): Promise<void> {
    const never = new Wakeup();
    while (!signal.aborted && !(await this.#isPresent())) {
      await never.heard(PRESENT_MILLISECONDS, signal);
    }
  }

  // On a machine that is busy the first build of a record may hold every connection for longer than one is waited for.
  async #isPresent(): Promise<boolean> {
    try {
      return await this.#database.read(hasActiveModel);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableError)) {
        throw error;
      }
      this.#logger.warn(`The start waits for the read model: ${error.message}`);
      return false;
    }
  }

  #take(message: string): void {
    switch (message) {
      case 'marks':
        this.#projector.wake();
        break;
      case 'changes':
        this.queries.changed();
        break;
      default:
        this.#onMessage(message);
    }
  }

  async #keepUp(signal: AbortSignal): Promise<void> {
    const never = new Wakeup();
    while (!signal.aborted) {
      try {
        await this.#maintain();
      } catch (error) {
        if (!(error instanceof ServiceUnavailableError)) {
          this.#logger.warn(`The upkeep of the read model is tried again: ${error}`);
        }
      }
      await never.heard(UPKEEP_MILLISECONDS, signal);
    }
  }

  async #maintain(): Promise<void> {
    const changed = await this.#database.inTransaction(async tx => {
      const noticed = await noticeSilence(tx);
      if (noticed) {
        await insertChanges(tx, [{ kind: 'sources' }]);
      }
      return noticed;
    });
    if (changed) {
      await this.#database.notify('changes');
    }
    await this.#database.read(refreshStatistics);
    await this.#database.inTransaction(tx => pruneChanges(tx, CHANGES_KEPT_SECONDS));
    for (const model of await this.#database.inTransaction(tx => selectModelsToDrop(tx, DROP_AFTER_SECONDS))) {
      await this.#database.inTransaction(tx => dropModel(tx, model));
    }
  }
}
