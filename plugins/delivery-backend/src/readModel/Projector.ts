import { LoggerService } from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { Wakeup } from '@slipway/plugin-delivery-node';
import { DeliveryDatabase, findOrCreateModel } from '../database';
import { RuleSettings } from '../domain';
import { fingerprintOf } from './fingerprintOf';
import { ProjectionOptions, projectNext } from './projectNext';
import { switchModel } from './switchModel';

const FAILURE_PAUSE_MILLISECONDS = 1000;
/** What is new takes three stages to be seen. */
const TURNS_PER_HISTORY = 4;

export interface ProjectorOptions {
  database: DeliveryDatabase;
  settings: RuleSettings;
  logger: LoggerService;
  /** How many lanes this replica works on at once. */
  workers?: number;
  /** How often it looks for marks that no message told of. */
  pollMilliseconds?: number;
}

/** Keeps the read model of these rules up to date, building it first where there is none. */
export class Projector {
  readonly #options: Required<ProjectorOptions>;
  readonly #projection: ProjectionOptions;
  readonly #wakeup = new Wakeup();
  #switched = false;
  #turn = 0;

  constructor(options: ProjectorOptions) {
    const { database, settings, logger, workers = 2, pollMilliseconds = 2000 } = options;
    this.#options = { database, settings, logger, workers, pollMilliseconds };
    this.#projection = { database, settings, logger, fingerprint: fingerprintOf(settings) };
  }

  /** Looks for work now. */
  wake(): void {
    this.#wakeup.ring();
  }

  /** Runs until the signal is aborted; a step that fails is told and tried again. */
  async run(signal: AbortSignal): Promise<void> {
    await this.#untilDone(signal, async () => {
      const version = await this.#options.database.inTransaction(tx => findOrCreateModel(tx, this.#projection.fingerprint));
      this.#switched = version.state === 'active';
      return true;
    });
    await Promise.all(Array.from({ length: this.#options.workers }, () => this.#work(signal)));
  }

  async #work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      await this.#untilDone(signal, async () => {
        // In turns: what is new waits for one portion of history at most, and history gets its share under a steady load.
        this.#turn = (this.#turn + 1) % TURNS_PER_HISTORY;
        const step = await projectNext({ ...this.#projection, historyFirst: this.#turn === 0 });
        if (step.worked) {
          if (step.more) {
            // Several at once are worth it only then: small turns are cheaper one after the other.
            this.#wakeup.ring();
          }
          if (step.active && step.scope === 'service') {
            this.#tell();
          }
        }
        return !step.worked;
      });
      if (!this.#switched && !signal.aborted) {
        await this.#switch();
      }
      await this.#wakeup.heard(this.#options.pollMilliseconds, signal);
    }
  }

  async #switch(): Promise<void> {
    const { logger } = this.#options;
    try {
      this.#switched = await switchModel(this.#projection);
      if (this.#switched) {
        logger.info('The read model of the present rules is complete and is shown from now on');
        this.#tell();
      }
    } catch (error) {
      logger.debug(`The read model is switched later: ${error}`);
    }
  }

  /** Repeats a step until it says that there is no more to do. */
  async #untilDone(signal: AbortSignal, step: () => Promise<boolean>): Promise<void> {
    while (!signal.aborted) {
      try {
        if (await step()) {
          return;
        }
      } catch (error) {
        // A database that is away is told wherever something is asked of it.
        if (!(error instanceof ServiceUnavailableError)) {
          this.#options.logger.error('A step of the projector failed and is tried again', error as Error);
        }
        await new Wakeup().heard(FAILURE_PAUSE_MILLISECONDS, signal);
      }
    }
  }

  // Only a hint: streams ask on their own now and then.
  #tell(): void {
    this.#options.database.notify('changes').catch(() => undefined);
  }
}
