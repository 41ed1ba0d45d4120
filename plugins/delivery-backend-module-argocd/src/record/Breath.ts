import { setImmediate } from 'node:timers/promises';

const LONGEST_MS = 4;

/** Lets the process serve others in between: a page of 100 applications takes 30 ms to reduce, and a reader waits for 10 at most. */
export class Breath {
  private since = performance.now();

  async take(): Promise<void> {
    if (performance.now() - this.since > LONGEST_MS) {
      await setImmediate();
      this.since = performance.now();
    }
  }
}
