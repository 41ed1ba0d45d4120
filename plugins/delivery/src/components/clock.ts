import { createContext, useCallback, useContext, useSyncExternalStore } from 'react';

/** Tells the time to whoever shows an age. */
export interface Clock {
  /** Milliseconds; the same between two ticks. */
  now(): number;
  subscribe(onTick: () => void): () => void;
}

/** A clock that ticks every second while somebody looks. One of it serves a whole page. */
export class TickingClock implements Clock {
  private readonly listeners = new Set<() => void>();
  private timer: ReturnType<typeof setInterval> | undefined;
  private time = Date.now();

  now() {
    if (this.timer === undefined) {
      this.time = Date.now();
    }
    return this.time;
  }

  subscribe(onTick: () => void) {
    this.listeners.add(onTick);
    this.timer ??= setInterval(() => {
      this.time = Date.now();
      this.listeners.forEach(listener => listener());
    }, 1000);
    return () => {
      this.listeners.delete(onTick);
      if (this.listeners.size === 0) {
        clearInterval(this.timer);
        this.timer = undefined;
      }
    };
  }
}

/** The page's clock. */
export const ClockContext = createContext<Clock>(new TickingClock());

/** Words that depend on the time; renders again only when the words change, not at every tick. */
export function useClockText(words: (now: number) => string): string {
  const clock = useContext(ClockContext);
  const subscribe = useCallback((onTick: () => void) => clock.subscribe(onTick), [clock]);
  return useSyncExternalStore(subscribe, () => words(clock.now()));
}
