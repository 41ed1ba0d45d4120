import { Cell, RunningVersion, ServiceCounts, ServiceRow } from '@slipway/plugin-delivery-common';

/** A cell that is well, with what a test cares about. */
export function cell(environment: string | null, more: Partial<Cell> = {}): Cell {
  return {
    environment,
    word: 'Healthy',
    version: { name: '1.0.0' },
    since: '2026-03-14T10:00:00Z',
    targets: 1,
    source: 'argocd/main',
    seenAt: '2026-03-14T10:00:00Z',
    ...more,
  };
}

/** A version that pods run, all of them ready, with what a test cares about. */
export function running(
  name: string | null,
  role: RunningVersion['role'],
  pods: number,
  more: Partial<RunningVersion> = {},
): RunningVersion {
  return { version: { name }, role, pods, ready: pods, weight: null, ...more };
}

/** A claimed service that is well in dev and production, with what a test cares about. */
export function row(name: string, more: Partial<ServiceRow> = {}): ServiceRow {
  return {
    ref: `component:default/${name}`,
    name,
    claimed: true,
    owner: 'group:default/shop',
    system: 'system:default/shop',
    cells: [cell('dev'), cell('production')],
    ...more,
  };
}

/** The totals of rows, as far as a test of the page needs them. */
export function countsOf(rows: ServiceRow[]): ServiceCounts {
  const words = rows.flatMap(each => each.cells.map(({ word }) => word));
  return {
    total: rows.length,
    services: rows.filter(each => each.claimed).length,
    unclaimed: rows.filter(each => !each.claimed).length,
    states: {
      attention: words.filter(word => ['Conflict', 'Failed', 'Degraded', 'Drifted'].includes(word)).length,
      motion: words.filter(word => ['Syncing', 'Rolling out'].includes(word)).length,
      uncertain: words.filter(word => word === 'Unknown').length,
      silent: 0,
    },
    words: {},
    groups: [
      {
        system: 'system:default/shop',
        claimed: true,
        total: rows.length,
        words: Object.fromEntries(words.map(word => [word, 1])),
        silent: 0,
      },
    ],
    owners: [],
    systems: [],
  };
}
