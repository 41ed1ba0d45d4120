import { setTimeout as pause } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import { Repositories } from './git/Repositories';
import { Ledger, Progress } from './history/Ledger';
import { Storyteller } from './history/Storyteller';
import { Intake } from './intake/Intake';
import { Live, LiveState } from './live/Live';

/** How often the repositories are looked at. */
const LOOK = 1_000;
/** How often the history goes on. */
const NEWS = 5_000;
/** How long after its instant something may come to be known: looks may fail for a while. */
const LATE = 3_600_000;

const NOBODY_PUSHED: LiveState = { moves: [], pushes: new Map(), made: [], endOf: () => Infinity };

/** What the demo runs with. */
export interface DemoOptions {
  seed: string;
  ledger: Ledger;
  intake: Pick<Intake, 'tell'>;
  /** Absent where there is no git. */
  repositories?: Repositories;
  logger: Pick<LoggerService, 'info' | 'warn'>;
  now?(): number;
}

/** The demo as it goes on: what is new first, then the past, and all the while what happens in the repositories. */
export class Demo {
  private readonly storyteller: Storyteller;
  private readonly live: Live | undefined;
  private readonly told = new Set<string>();
  private state = NOBODY_PUSHED;
  private progress: Progress | undefined;
  private isPastTold = false;

  constructor(private readonly options: DemoOptions) {
    const { seed, intake, ledger } = options;
    // From when on a service goes its own way.
    this.storyteller = new Storyteller({ seed, intake, ledger, endOf: service => this.state.endOf(service) });
    this.live = options.repositories && new Live(options.repositories);
  }

  /** Runs until it is told to stop. What fails is tried again: nothing is lost by that, since all of it follows from Git and the seed. */
  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const busy = await this.step().catch(error => {
        this.options.logger.warn(`The demo tries again: ${error instanceof Error ? error.message : error}`);
        return false;
      });
      if (!busy) {
        await pause(LOOK, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Does what is due; true where there is more to do at once. */
  async step(): Promise<boolean> {
    await this.followRepositories();
    if (!this.progress || this.now() - this.progress.until >= NEWS) {
      await this.goOn();
    } else if (!this.isPastTold) {
      const told = await this.storyteller.tellDayBefore(this.progress);
      this.progress = told ?? this.progress;
      this.isPastTold = told === undefined;
      if (this.isPastTold) {
        this.options.logger.info('The history of the demo is told');
      }
    }
    return !this.isPastTold;
  }

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }

  /** Tells what is new in the history, and writes it into the repositories. */
  private async goOn(): Promise<void> {
    const { repositories, logger } = this.options;
    const now = this.now();
    const isFirst = !this.progress;
    this.progress = await this.storyteller.tellNews(now);
    if (isFirst) {
      logger.info('The day of the demo is told');
    }
    const histories = await this.storyteller.list(now);
    await repositories?.follow(
      histories.filter(({ service }) => this.state.endOf(service.name) > now),
      now,
    );
  }

  /** Tells what happened in the repositories, and lets CI bring it on. */
  private async followRepositories(): Promise<void> {
    const { live } = this;
    if (!live) {
      return;
    }
    const { intake } = this.options;
    this.state = await live.look();
    const histories = await this.storyteller.list(this.now());
    const since = this.told.size === 0 ? 0 : this.now() - LATE;
    const events = live.tell(this.state, histories, { since, until: this.now() }).filter(({ id }) => !this.told.has(id));
    await intake.tell(events);
    events.forEach(({ id }) => this.told.add(id));
    await live.promote(this.state, histories, this.now());
  }
}
