import { LoggerService } from '@backstage/backend-plugin-api';
import { NamedImage, SourceConnection, StatusReporter, Wakeup } from '@slipway/plugin-delivery-node';
import { RegistryApi } from '../registry/RegistryApi';
import { explainTroubles } from './explainTroubles';
import { ImageRecorder } from './ImageRecorder';
import { inParallel } from './inParallel';
import { Looks, nameOf } from './Looks';
import { Patience } from './Patience';

const UNREAD_AT_ONCE = 200;
const REPOSITORIES_AT_ONCE = 4;
const LOOKS_AT_ONCE = 50;
const IN_USE_EVERY_MS = 300_000;
const SHORTEST_PAUSE_MS = 100;
const GATHER_MS = 2_000;

export interface RegistryRunOptions {
  /** As image references write it. */
  host: string;
  api: RegistryApi;
  logger: LoggerService;
  now(): number;
  random(): number;
  /** How often the record is asked for what is unread, where nobody wakes. */
  everyMs: number;
  connection: SourceConnection;
  recorder: ImageRecorder;
}

/** One run of a source: turns that read what is unread, look at what is due, and say how it went. */
export class RegistryRun {
  private readonly patience: Patience;
  private readonly looks: Looks;
  private readonly status: StatusReporter;
  private readonly told = new Set<string>();
  private pinged = false;
  private inUseAt = Number.NEGATIVE_INFINITY;
  private named = false;

  constructor(private readonly options: RegistryRunOptions) {
    const { now, random, connection, api } = options;
    this.patience = new Patience(now);
    this.looks = new Looks(now, random);
    this.status = new StatusReporter(connection, () => api.requests);
  }

  async run(): Promise<void> {
    const { connection, host } = this.options;
    const wakeup = new Wakeup();
    connection.images.onNamed(host, () => {
      this.named = true;
      wakeup.ring();
    });
    this.status.upstream({ state: 'connecting' });
    while (!connection.signal.aborted) {
      await this.turn();
      this.tell();
      await wakeup.heard(this.untilNext(), connection.signal);
    }
  }

  private async turn(): Promise<void> {
    const { now, connection, host } = this.options;
    if (!this.pinged && !this.isHeld) {
      this.pinged = await this.ask('', '', () => this.options.api.ping(connection.signal).then(() => true));
    }
    this.named = false;
    await this.readUnread();
    if (now() - this.inUseAt >= IN_USE_EVERY_MS) {
      this.looks.replace(await connection.images.inUse({ registry: host }));
      this.inUseAt = now();
    }
    await this.lookAround();
  }

  private async readUnread(): Promise<void> {
    const { connection, host, recorder } = this.options;
    while (!this.isHeld) {
      const except = this.patience.repositories.map(repository => `${host}/${repository}`);
      const unread = await connection.images.unread({ registry: host, except, limit: UNREAD_AT_ONCE });
      const wanted = unread.filter(image => !this.holds(image));
      if (wanted.length === 0) {
        return;
      }
      await this.byRepository(wanted, async image => {
        const isThere = await recorder.read(image);
        this.looks.done(image, isThere);
      });
    }
  }

  // What is named meanwhile goes first: it was asked for a moment ago, and this can wait.
  private async lookAround(): Promise<void> {
    const { recorder } = this.options;
    while (!this.isHeld && !this.named) {
      const due = this.looks.due().filter(image => !this.holds(image));
      if (due.length === 0) {
        return;
      }
      await this.byRepository(due.slice(0, LOOKS_AT_ONCE), async image => this.looks.done(image, await recorder.look(image)));
    }
  }

  // The images of one repository one after the other: an index and its images are read once, whichever is named first.
  private async byRepository(images: readonly NamedImage[], act: (image: NamedImage) => Promise<void>): Promise<void> {
    const groups = new Map<string, NamedImage[]>();
    for (const image of images) {
      groups.set(image.repository, [...(groups.get(image.repository) ?? []), image]);
    }
    await inParallel([...groups.values()], REPOSITORIES_AT_ONCE, async group => {
      for (const image of group) {
        if (!this.isHeld && !this.holds(image)) {
          await this.ask(this.pathOf(image), nameOf(image), () => act(image).then(() => true));
        }
      }
    });
  }

  private async ask(repository: string, image: string, question: () => Promise<true>): Promise<boolean> {
    const { connection, logger, host } = this.options;
    try {
      await question();
      this.patience.answered(repository, image);
      connection.heard();
      return true;
    } catch (error) {
      if (connection.signal.aborted || isOurs(error)) {
        throw error;
      }
      this.patience.refused(repository, image, error);
      const words = `The registry ${host} does not give ${image || 'its API'}: ${error}`;
      if (!this.told.has(words) && this.told.size < 1_000) {
        this.told.add(words);
        logger.warn(words);
      }
      return false;
    }
  }

  private tell(): void {
    this.status.upstream(explainTroubles(this.options.host, this.patience));
  }

  private untilNext(): number {
    const { now, everyMs } = this.options;
    // Looks that are due at nearly the same time share a turn.
    const look = Math.max(this.looks.next(image => this.holds(image)) ?? Infinity, now() + GATHER_MS);
    const at = this.patience.registryUntil ?? Math.min(this.patience.next ?? Infinity, look, now() + everyMs);
    return Math.max(SHORTEST_PAUSE_MS, at - now());
  }

  private get isHeld(): boolean {
    return this.options.connection.signal.aborted || this.patience.registryUntil !== undefined;
  }

  private holds(image: NamedImage): boolean {
    return this.patience.holds(this.pathOf(image), nameOf(image));
  }

  private pathOf({ repository }: NamedImage): string {
    return repository.slice(this.options.host.length + 1);
  }
}

// The record's own errors end the run, and the runner starts it again: they say nothing of the registry.
function isOurs(error: unknown): boolean {
  return error instanceof Error && ['ServiceUnavailableError', 'ConflictError'].includes(error.name);
}
