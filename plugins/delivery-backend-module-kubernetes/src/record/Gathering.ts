import { pause } from '@slipway/plugin-delivery-node';

/**
 * Gathers changes of the same thing: the first is recorded at once, and what comes within the time after it is recorded together at its
 * end. While the record is slow nothing piles up: a thing waits once, however often it changes.
 */
export class Gathering {
  private readonly changed = new Map<string, boolean>();

  constructor(
    private readonly record: (key: string) => Promise<void>,
    private readonly onFailure: (error: unknown) => void,
    private readonly wait: () => Promise<void>,
  ) {}

  /** Gathers for so many milliseconds, until the signal is aborted. */
  static over(
    milliseconds: number,
    signal: AbortSignal,
    record: (key: string) => Promise<void>,
    onFailure: (error: unknown) => void,
  ): Gathering {
    return new Gathering(
      async key => {
        if (!signal.aborted) {
          await record(key);
        }
      },
      onFailure,
      () => pause(milliseconds, signal),
    );
  }

  touch(key: string): void {
    if (this.changed.has(key)) {
      this.changed.set(key, true);
    } else {
      this.changed.set(key, true);
      this.run(key).catch(this.onFailure);
    }
  }

  private async run(key: string): Promise<void> {
    try {
      while (this.changed.get(key)) {
        this.changed.set(key, false);
        await this.record(key);
        await this.wait();
      }
    } finally {
      this.changed.delete(key);
    }
  }
}
