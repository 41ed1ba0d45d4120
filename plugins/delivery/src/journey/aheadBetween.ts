import { Change } from '@slipway/plugin-delivery-common';

/** How many changes an environment has that the next one does not. */
export interface Ahead {
  count: number;
  /** False where older changes, which are not loaded, may add to it. */
  exact: boolean;
}

const HAS = new Set(['here', 'later']);

/** Counts over changes, newest first; undefined where one of the two does not say what it has. */
export function aheadBetween(changes: readonly Change[], from: string, to: string, complete: boolean): Ahead | undefined {
  const stateIn = (change: Change, environment: string) => change.environments.find(item => item.environment === environment)?.state;
  let count = 0;
  for (const change of changes) {
    const there = stateIn(change, to);
    const here = stateIn(change, from);
    if (there === undefined || here === undefined) {
      return undefined;
    }
    if (HAS.has(there)) {
      return { count, exact: true };
    }
    if (there !== 'absent') {
      return undefined;
    }
    if (HAS.has(here)) {
      count++;
    } else if (here !== 'absent') {
      return undefined;
    }
  }
  return changes.length > 0 ? { count, exact: complete } : undefined;
}
