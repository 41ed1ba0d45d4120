import { Change } from '@slipway/plugin-delivery-common';
import { JourneyStep } from './steps';

/** How long a change took from its commit to the last environment, or takes so far; no `from` where that is unknown. */
export interface Elapsed {
  from?: string;
  until?: string;
  word?: 'so far' | 'then stopped' | 'then undone';
}

/** The time of a change's whole journey. */
export function elapsedOf(change: Pick<Change, 'committedAt'>, steps: readonly JourneyStep[]): Elapsed {
  const from = change.committedAt ?? undefined;
  const build = steps[0];
  const last = steps.filter(step => step.key !== 'environment ')[steps.filter(step => step.key !== 'environment ').length - 1];
  if (!from) {
    return {};
  }
  if (last.status === 'done') {
    const until = last.first ?? last.since ?? undefined;
    return until ? { from, until } : {};
  }
  const undone = steps.find(step => step.status === 'undone');
  if (undone) {
    return undone.since ? { from, until: undone.since, word: 'then undone' } : {};
  }
  if (build.status === 'failed' && steps.slice(1).every(step => step.status === 'ahead')) {
    return build.took?.until ? { from, until: build.took.until, word: 'then stopped' } : {};
  }
  if (steps.some(step => step.status === 'unlinked' || step.status === 'unknown')) {
    return steps.some(step => step.status === 'moving') ? { from, word: 'so far' } : {};
  }
  return { from, word: 'so far' };
}
