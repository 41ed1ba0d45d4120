import fc from 'fast-check';
import { RuleSettings } from '../model';
import { ACTIONS, PLACES, simulateHistory, SimulatedObservation, SimulatedStep } from './simulateHistory';

/** The rules that random histories are projected with. */
export const HISTORY_SETTINGS: RuleSettings = {
  environments: ['dev', 'staging', 'production'].map(name => ({ name, match: [] })),
  services: [{ entity: 'component:default/store', match: [{ name: 'cart-production' }] }],
  clusters: [],
  argocdUrls: {},
  tracesImages: true,
};

/** A history as it happened, and as it arrived: late, twice and out of order. */
export interface RandomHistory {
  happened: SimulatedObservation[];
  /** The same observations; each keeps its `seenAt`. */
  arrived: SimulatedObservation[];
  /** Sizes of the batches in which a source hands them over. */
  batches: number[];
}

type Action = SimulatedStep['action'];

// Left to chance alone hardly anything would ever be deployed.
const COURSES: Action[][] = [
  ['push', 'sync', 'succeed', 'healthy'],
  ['push', 'sync', 'succeed', 'healthy', 'revert', 'sync', 'succeed', 'healthy'],
  ['push', 'sync', 'retry', 'push', 'retry', 'succeed', 'healthy'],
  ['push', 'sync', 'succeed', 'degrade', 'healthy'],
  ['push', 'sync', 'fail', 'sync', 'succeed', 'healthy'],
  ['push', 'partialSync', 'succeed', 'sync', 'succeed', 'healthy'],
  ['push', 'dryRun', 'succeed', 'healthy'],
  ['pushNothing', 'selfHeal', 'succeed', 'healthy'],
  ['recreate', 'sync', 'succeed', 'healthy'],
  ['push', 'sync', 'succeed', 'healthy', 'tag', 'build', 'commit'],
  ['commit', 'build', 'tag'],
];

const moment = fc.record({
  seconds: fc.nat(2),
  lost: fc.nat(9).map(value => value === 0),
  timeless: fc.nat(4).map(value => value === 0),
  imageless: fc.nat(3).map(value => value === 0),
});

const actions: fc.Arbitrary<Action[]> = fc.oneof(
  fc.constantFrom(...ACTIONS).map(action => [action]),
  fc.constantFrom(...COURSES),
);

const stretch: fc.Arbitrary<SimulatedStep[]> = fc
  .tuple(fc.nat(PLACES.length - 1), actions, fc.array(moment, { minLength: 8, maxLength: 8 }))
  .map(([place, taken, moments]) => taken.map((action, index) => ({ ...moments[index], place, action })));

/**
 * Random histories of three applications of two instances, with equal instants, absent times, retries that change the revision, partial
 * syncs, dry runs, self-heals, re-created applications, reverts, ties, copies, outages, late arrivals, gone and back, and what is told of
 * their images by label, tag and commit.
 */
export const histories: fc.Arbitrary<RandomHistory> = fc
  .tuple(
    fc.array(stretch, { minLength: 2, maxLength: 14, size: 'max' }),
    fc.infiniteStream(fc.nat(1_000_000)),
    fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 10 }),
  )
  .map(([stretches, keys, batches]) => {
    const happened = simulateHistory(stretches.flat());
    const arrived = happened
      .map(observation => ({ observation, key: keys.next().value as number }))
      .sort((a, b) => a.key - b.key)
      .map(item => item.observation);
    return { happened, arrived, batches };
  });

/** The same observations seen once more, later, as after an outage or a second delivery. */
export function seenAgain(observations: readonly SimulatedObservation[]): SimulatedObservation[] {
  return observations.map(observation => ({ ...observation, seenAt: new Date(Date.parse(observation.seenAt) + 3_600_000).toISOString() }));
}

/** Cuts observations into batches, taking their sizes in turn. */
export function inBatches<T>(items: readonly T[], sizes: readonly number[]): T[][] {
  const batches = new Array<T[]>();
  for (let from = 0; from < items.length;) {
    const size = sizes[batches.length % sizes.length];
    batches.push(items.slice(from, from + size));
    from += size;
  }
  return batches;
}
