import { groupBy } from 'lodash';
import { countChangesBetween, selectEntangled, Transaction } from '../../database';
import { apartIn, Reach } from '../../domain';
import { readKinship } from './readKinship';

/** Where more lie between, they are counted and not looked at one by one. */
const MOST_LOOKED_AT = 2_000;

/** The whole line of the default branch. */
export const BRANCH: Reach = { side: new Set(), position: '9223372036854775807', complete: true };

/** Two versions of a service, of which the older one may be behind. */
export interface BehindRange {
  repository: string;
  /** The paths that are the service's own. */
  paths: string[];
  older: Reach & { position: string };
  newer: Reach & { position: string };
}

/** How many commits of the line, that touch the service's paths, the older version of each range lacks; those that change nothing there do not count. */
export async function countBehind(tx: Transaction, model: number, ranges: BehindRange[]): Promise<number[]> {
  const places = ranges.map(({ repository, paths, older, newer }) => ({ repository, paths, above: older.position, upTo: newer.position }));
  const counts = await countChangesBetween(tx, model, places);
  const few = places
    .map((range, ordinal) => ({ ...range, ordinal }))
    .filter(({ ordinal }) => counts[ordinal] > 0 && counts[ordinal] <= MOST_LOOKED_AT);
  const entangled = groupBy(await selectEntangled(tx, model, few), 'repository');
  for (const [repository, rows] of Object.entries(entangled)) {
    const kin = await readKinship(tx, model, repository, [...new Set(rows.map(row => row.commit))]);
    for (const { ordinal, commit } of rows) {
      counts[ordinal] -= apartIn(commit, kin, ranges[ordinal]) === null ? 0 : 1;
    }
  }
  return counts;
}
