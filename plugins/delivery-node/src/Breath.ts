import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 4;

/**
 * Lets the process serve others in the middle of long work: a page of 100 applications takes 30 ms to reduce, and a reader should wait
 * for a few. Work calls `take` between its parts; a part itself is never cut.
 */
export class Breath {
  private since = performance.now();

  /** Resolves at once, or after the event loop has served others when 4 ms have passed since it last did. */
  async take(): Promise<void> {
    if (performance.now() - this.since > LONGEST_MS) {
      await setImmediate();
      this.since = performance.now();
    }
  }
}
