/** Waits for states that code under test reaches by itself: woken by changes, ended by a deadline that says what was seen last. */
export class StateWaiter {
  private waiting: Array<() => void> = [];

  constructor(private readonly describe: () => string) {}

  /** Says that something changed, so that conditions are looked at again. */
  changed(): void {
    const woken = this.waiting;
    this.waiting = [];
    woken.forEach(wake => wake());
  }

  /** Resolves once `condition` holds; rejects after the deadline with what was seen last. */
  async until(what: string, condition: () => boolean, deadlineMs = 20_000): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const deadline = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Waited ${deadlineMs} ms for ${what}; last seen: ${this.describe()}`)), deadlineMs);
    });
    try {
      while (!condition()) {
        const change = new Promise<void>(wake => this.waiting.push(wake));
        await Promise.race([change, deadline]);
      }
    } finally {
      clearTimeout(timer);
    }
  }
}
