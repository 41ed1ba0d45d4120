/** A bell that several may wait for. It wakes one of them; ringing while nobody waits is remembered for the next one who does. */
export class Wakeup {
  readonly #waiting = new Set<() => void>();
  #rung = false;

  ring(): void {
    const [first] = this.#waiting;
    if (first) {
      first();
    } else {
      this.#rung = true;
    }
  }

  /** Resolves when the bell rings, the time is over, or the signal is aborted. */
  heard(milliseconds: number, signal: AbortSignal): Promise<void> {
    if (this.#rung || signal.aborted) {
      this.#rung = false;
      return Promise.resolve();
    }
    return new Promise(resolve => {
      const wake = () => {
        // eslint-disable-next-line @typescript-eslint/no-use-before-define -- each of the two ends the other
        clearTimeout(timer);
        signal.removeEventListener('abort', wake);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, milliseconds);
      signal.addEventListener('abort', wake, { once: true });
      this.#waiting.add(wake);
    });
  }
}
