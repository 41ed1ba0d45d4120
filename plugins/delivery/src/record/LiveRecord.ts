import { RateLimit } from '../fleet/RateLimit';
import { worthRetrying } from '../fleet/readFleet';
import { StreamEvent, StreamHealth, StreamListener } from '../stream/events';

const FIRST_RETRY = 4_000;
const LONGEST_RETRY = 30_000;
const AT_MOST_EVERY = 1_000;

/** What a page knows at one moment; a new object for every change. */
export interface LiveSnapshot<Data> {
  /** What was read last; it stays while it is read again. */
  data?: Data;
  /** Why it could not be read. */
  error?: Error;
  /** When the page tries again by itself, in milliseconds; absent where trying again cannot help. */
  retryAt?: number;
  health: StreamHealth;
  /** When the stream last said that something of it changed, in milliseconds. */
  lastChangeAt?: number;
}

export interface LiveRecordOptions<Data> {
  read: () => Promise<Data>;
  listen: (listener: StreamListener) => () => void;
  /** Whether an event of the stream is about what is shown. */
  concerns: (event: StreamEvent, data: Data | undefined) => boolean;
}

/** Holds what a page shows and keeps it true: reads it, hears the stream, reads it again when that says so, tries again after a failure. */
export class LiveRecord<Data> {
  private snapshot: LiveSnapshot<Data> = { health: 'connecting' };
  private readonly listeners = new Set<() => void>();
  private attempts = 0;
  private run = 0;
  private wasLive = false;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;
  private stopListening: (() => void) | undefined;
  private readonly refresh = new RateLimit(AT_MOST_EVERY, () => this.load());

  constructor(private readonly options: LiveRecordOptions<Data>) {}

  readonly getSnapshot = () => this.snapshot;

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start() {
    this.stopListening = this.options.listen(event => this.hear(event));
    this.load();
  }

  stop() {
    this.run++;
    this.stopListening?.();
    clearTimeout(this.retryTimer);
    this.refresh.cancel();
  }

  readonly retry = () => {
    this.attempts = 0;
    this.load();
  };

  private async load() {
    const run = ++this.run;
    clearTimeout(this.retryTimer);
    try {
      const data = await this.options.read();
      if (run === this.run) {
        this.attempts = 0;
        this.update({ data, error: undefined, retryAt: undefined });
      }
    } catch (reason) {
      if (run === this.run) {
        this.fail(reason instanceof Error ? reason : new Error(String(reason)));
      }
    }
  }

  private fail(error: Error) {
    const retries = worthRetrying(error);
    const delay = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** this.attempts++);
    this.update({ error, retryAt: retries ? Date.now() + delay : undefined });
    if (retries) {
      this.retryTimer = setTimeout(() => this.load(), delay);
    }
  }

  private hear(event: StreamEvent) {
    if (event.type === 'health') {
      this.update({ health: event.health });
      // What changed between the first reading and the opening of the stream is read now.
      const missed = event.health === 'live' && !this.wasLive && this.run > 0;
      this.wasLive ||= event.health === 'live';
      if (missed) {
        this.refresh.ask();
      }
    } else if (event.type === 'reset' || this.options.concerns(event, this.snapshot.data)) {
      this.update({ lastChangeAt: Date.now() });
      this.refresh.ask();
    }
  }

  private update(change: Partial<LiveSnapshot<Data>>) {
    this.snapshot = { ...this.snapshot, ...change };
    this.listeners.forEach(listener => listener());
  }
}
