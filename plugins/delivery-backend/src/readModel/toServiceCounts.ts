import { ServiceCounts } from '@slipway/plugin-delivery-common';
import { sumBy } from 'lodash';
import { DbServiceCounts } from '../database';

/** Adds the groups up. */
export function toServiceCounts({ groups: counted, owners, systems }: DbServiceCounts): ServiceCounts {
  const groups = counted ?? [];
  const words: Record<string, number> = {};
  for (const group of groups) {
    for (const [word, count] of Object.entries(group.words ?? {})) {
      words[word] = (words[word] ?? 0) + count;
    }
  }
  const services = sumBy(
    groups.filter(group => group.claimed),
    'total',
  );
  const total = sumBy(groups, 'total');
  return {
    total,
    services,
    unclaimed: total - services,
    states: {
      attention: sumBy(groups, 'attention'),
      motion: sumBy(groups, 'motion'),
      uncertain: sumBy(groups, 'uncertain'),
      silent: sumBy(groups, 'silent'),
    },
    words,
    groups: groups.map(group => ({
      system: group.system,
      claimed: group.claimed,
      total: group.total,
      words: group.words ?? {},
      silent: group.silent,
    })),
    owners,
    systems,
  };
}
