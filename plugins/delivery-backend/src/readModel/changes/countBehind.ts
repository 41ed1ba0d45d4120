import { countChangesBetween, selectEntangled, Transaction } from '../../database';
import { apartIn, Reach } from '../../domain';
import { readKinship } from './readKinship';

/** Where more lie between, they are counted and not looked at one by one. */
const MOST_LOOKED_AT = 2_000;

/** The whole line of the default branch. */
export const BRANCH: Reach = { side: new Set(), position: '9223372036854775807', complete: true };

/** Two versions, of which the older one may be behind. */
export interface BehindRange {
  older: Reach & { position: string };
  newer: Reach & { position: string };
}

/** How many commits of the line, that touch some paths, the older version of each range lacks; those that change nothing there do not count. */
export async function countBehind(
  tx: Transaction,
  model: number,
  { repository, patterns, ranges }: { repository: string; patterns: string[]; ranges: BehindRange[] },
): Promise<number[]> {
  const places = ranges.map(({ older, newer }) => ({ above: older.position, upTo: newer.position }));
  const counts = await countChangesBetween(tx, model, { repository, patterns, ranges: places });
  const few = places
    .map((range, ordinal) => ({ ...range, ordinal }))
    .filter(({ ordinal }) => counts[ordinal] > 0 && counts[ordinal] <= MOST_LOOKED_AT);
  const entangled = await selectEntangled(tx, model, { repository, patterns, ranges: few });
  if (entangled.length === 0) {
    return counts;
  }
  const kin = await readKinship(tx, model, repository, [...new Set(entangled.map(row => row.commit))]);
  const apart = entangled.filter(({ ordinal, commit }) => apartIn(commit, kin, ranges[ordinal]) !== null);
  return counts.map((count, ordinal) => count - apart.filter(row => row.ordinal === ordinal).length);
}
