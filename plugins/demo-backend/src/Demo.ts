import { setTimeout as pause } from 'node:timers/promises';
import { LoggerService } from '@backstage/backend-plugin-api';
import path from 'node:path';
import { isGitThere } from './git/BareRepository';
import { Repositories } from './git/Repositories';
import { Progress } from './history/Ledger';
import { Storyteller } from './history/Storyteller';
import { Intake } from './intake/Intake';
import { Live, LiveState } from './live/Live';

/** How often the repositories are looked at. */
const LOOK = 1_000;
/** How often the history goes on. */
const NEWS = 5_000;

/** How long after its instant something may come to be known: looks may fail for a while. */
const LATE = 3_600_000;

const NOBODY_PUSHED: LiveState = { moves: [], pushes: new Map(), endOf: () => Infinity };

/** The demo as it goes on: history up to now, then the past, and all the while what happens in the repositories. */
export class Demo {
  private readonly told = new Set<string>();
  private state = NOBODY_PUSHED;
  private live: Live | undefined;

  constructor(
    private readonly options: {
      folder: string;
      storyteller: Storyteller;
      intake: Pick<Intake, 'tell'>;
      logger: Pick<LoggerService, 'info' | 'warn'>;
      now?(): number;
    },
  ) {}

  private now(): number {
    return this.options.now?.() ?? Date.now();
  }

  /** From when on a service goes its own way. */
  readonly endOf = (service: string) => this.state.endOf(service);

  /** Runs until it is told to stop. What fails is tried again: nothing is lost by that, for everything follows from Git and the seed. */
  async run(signal: AbortSignal): Promise<void> {
    const { logger } = this.options;
    const repositories = (await isGitThere()) ? new Repositories(path.join(this.options.folder, 'git')) : undefined;
    if (!repositories) {
      logger.warn('git is not installed: the demo shows its history, and nothing can be pushed to it');
    }
    this.live = repositories && new Live(repositories);
    let progress: Progress | undefined;
    let whole = false;
    while (!signal.aborted) {
      try {
        await this.follow();
        if (!progress || this.now() - progress.until >= NEWS) {
          const first = !progress;
          progress = await this.tellNews(repositories);
          if (first) {
            logger.info('The day of the demo is told');
          }
        }
        if (!whole) {
          const told = await this.options.storyteller.tellDayBefore(progress);
          progress = told ?? progress;
          whole = !told;
          if (whole) {
            logger.info('The history of the demo is told');
          }
          continue;
        }
      } catch (error) {
        logger.warn(`The demo tries again: ${error instanceof Error ? error.message : error}`);
      }
      await pause(LOOK, undefined, { signal }).catch(() => undefined);
    }
  }

  private async tellNews(repositories: Repositories | undefined): Promise<Progress> {
    const { storyteller } = this.options;
    const now = this.now();
    const histories = await storyteller.list(now);
    await repositories?.follow(
      histories.filter(({ service }) => this.endOf(service.name) > now),
      now,
    );
    return storyteller.tellNews(now);
  }

  /** Tells what happened in the repositories, and lets CI go on. */
  private async follow(): Promise<void> {
    const { live } = this;
    if (!live) {
      return;
    }
    this.state = await live.look();
    const histories = await this.options.storyteller.list(this.now());
    const since = this.told.size === 0 ? 0 : this.now() - LATE;
    const events = live.tell(this.state, histories, { since, until: this.now() }).filter(({ id }) => !this.told.has(id));
    await this.options.intake.tell(events);
    events.forEach(({ id }) => this.told.add(id));
    await live.promote(this.state, histories, this.now());
  }
}
