const PREFIX = 'hint ';

/**
 * Carries hints from the replica that received a webhook to the one that runs the source of the same name, as messages of the database.
 */
export class Hints {
  readonly #listeners = new Map<string, Set<(hint: string) => void>>();

  /** The message that carries a hint. */
  static message(source: string, hint: string): string {
    return `${PREFIX}${source} ${hint}`;
  }

  /** Calls back with every hint to a source until the signal is aborted. */
  listen(source: string, signal: AbortSignal, listener: (hint: string) => void): void {
    const listeners = this.#listeners.get(source) ?? new Set();
    this.#listeners.set(source, listeners.add(listener));
    signal.addEventListener('abort', () => listeners.delete(listener), { once: true });
  }

  /** Takes a message of the database; one that carries no hint is none of ours. */
  take(message: string): void {
    if (message.startsWith(PREFIX)) {
      const end = message.indexOf(' ', PREFIX.length);
      this.#listeners.get(message.slice(PREFIX.length, end))?.forEach(listener => listener(message.slice(end + 1)));
    }
  }
}
