import { Cell } from '@slipway/plugin-delivery-common';
import fc from 'fast-check';
import { CELL_WORDS, ProjectedCell, rankOf, ServiceProjection } from '../domain';

export const OWNERS = ['group:default/shop', 'group:default/search', 'group:default/platform'];
export const SYSTEMS = ['system:default/store', 'system:default/back-office'];
export const TAGS = ['java', 'go', 'internal'];
export const ENVIRONMENTS = ['dev', 'staging', 'production'];
export const SOURCES = ['argocd/main', 'argocd/edge'];
export const HEALTHS = ['Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown'] as const;
export const SYNCS = ['Synced', 'OutOfSync', 'Unknown'] as const;

const cell = (environment: string): fc.Arbitrary<ProjectedCell> =>
  fc
    .record({
      word: fc.constantFrom(...CELL_WORDS),
      health: fc.constantFrom(...HEALTHS),
      sync: fc.constantFrom(...SYNCS),
      version: fc.constantFrom('1.4.0', '1.4_0', '2.0%', null),
      sources: fc.subarray(SOURCES, { minLength: 1 }),
      present: fc.nat(4).map(value => value > 0),
    })
    .map(({ present, version, ...drawn }) => {
      const word: Cell['word'] = present ? drawn.word : 'Not deployed';
      return {
        environment,
        word,
        why: null,
        version: { name: version },
        desired: null,
        sync: drawn.sync,
        health: drawn.health,
        since: null,
        lastHeardAt: null,
        targets: present ? 1 : 0,
        rank: rankOf(word),
        sources: present ? drawn.sources : [],
        ...(present ? { source: drawn.sources[0] } : {}),
      };
    });

/** A row of the fleet that the rules need not be able to produce: what matters is which filters take it. */
const service: fc.Arbitrary<Omit<ServiceProjection['row'], 'ref'>> = fc.record({
  name: fc.constantFrom('cart', 'Cart', 'checkout', 'search', 'price_list', '100%', 'a\\b'),
  title: fc.option(fc.constantFrom('The cart', 'Prices'), { nil: null }),
  claimed: fc.nat(3).map(value => value > 0),
  owner: fc.option(fc.constantFrom(...OWNERS), { nil: null }),
  system: fc.option(fc.constantFrom(...SYSTEMS), { nil: null }),
  tags: fc.subarray(TAGS),
  lastDeployedAt: fc.option(
    fc.integer({ min: 0, max: 5 }).map(day => `2026-03-0${day + 1}T00:00:00Z`),
    { nil: null },
  ),
  cells: fc.constant([]),
});

/** Random rows of the fleet, each with a ref of its own. */
export const fleets: fc.Arbitrary<ServiceProjection[]> = fc
  .array(fc.tuple(service, ...ENVIRONMENTS.map(cell)), { minLength: 1, maxLength: 60 })
  .map(drawn =>
    drawn.map(([row, ...cells], index) => ({
      row: {
        ...row,
        // A group that nobody claims has neither owner nor system.
        ...(row.claimed ? {} : { owner: null, system: null, tags: [] }),
        ref: row.claimed ? `component:default/s${index}` : `unclaimed:s${index}`,
        cells,
      },
      cells,
      targets: [],
      deployments: [],
      catalogInfo: null,
      whyHere: null,
      sources: [...new Set(cells.flatMap(item => item.sources))],
    })),
  );
