import { observe } from '../observations.mjs';
import { listChangeEvents, sourced } from './changes.mjs';
import { listManifestEvents } from './manifests.mjs';
import { listRollouts } from './rollouts.mjs';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const failing = (group, kind, name, message) => ({ group, kind, namespace: 'shop', name, health: 'Degraded', message });

/** Ways to look other than healthy: what to say of the application, and of its last sync. */
const looks = {
  degraded: ago => ({
    facts: {
      health: 'Degraded',
      healthSince: ago(27 * MINUTE),
      failingResources: [failing('apps', 'Deployment', 'cart', '1 of 4 pods ready, the others crash')],
    },
  }),
  rolling: ago => ({ facts: { health: 'Progressing', healthSince: ago(48_000), healthMessage: '2 of 3 pods ready' } }),
  drifted: () => ({ facts: { sync: 'OutOfSync', autoSync: false } }),
  suspended: ago => ({ facts: { health: 'Suspended', healthSince: ago(2 * DAY) } }),
  paused: ago => ({ facts: { health: 'Suspended', healthSince: ago(4 * MINUTE), healthMessage: 'CanaryPauseStep' } }),
  unknown: () => ({ facts: { health: 'Unknown', sync: 'Unknown' } }),
  failed: () => ({
    operation: { phase: 'Failed', message: 'PreSync hook Job payments/migrate failed: column "total" already exists' },
  }),
};

/** Service, system, owner, then for dev, staging and production: version, age, look. */
const services = [
  ['storefront-web', 'storefront', 'storefront', ['8.42.0', 18 * MINUTE], ['8.42.0', 11 * MINUTE], ['8.41.3', 2 * HOUR]],
  ['search-api', 'storefront', 'storefront', ['3.9.1', 22 * HOUR], ['3.9.1', 21 * HOUR], ['3.9.1', 20 * HOUR]],
  ['recommendations', 'storefront', 'storefront', ['1.27.0', 4 * HOUR], ['1.27.0', 3 * HOUR], ['1.26.4', 9 * DAY]],
  ['product-catalog', 'storefront', 'catalogue', ['5.14.2', 5 * HOUR], ['5.14.2', 5 * HOUR, 'unknown'], ['5.14.0', 9 * DAY]],
  ['media-resizer', 'storefront', 'catalogue', ['2.3.0', 6 * DAY], ['2.3.0', 6 * DAY], ['2.2.8', 9 * DAY]],
  ['cart', 'checkout', 'checkout', ['6.3.0', HOUR], ['6.2.9', 26 * HOUR, 'degraded'], ['6.2.8', 20 * HOUR]],
  ['checkout-api', 'checkout', 'checkout', ['2.31.0', MINUTE, 'rolling'], ['2.30.0', 2 * HOUR], ['2.29.3', 23 * HOUR, 'paused']],
  ['payments', 'checkout', 'checkout', ['4.19.1', 50 * MINUTE], ['4.19.0', 17 * HOUR, 'failed'], ['4.18.2', 8 * HOUR]],
  ['pricing', 'checkout', 'catalogue', ['2.18.0', 6 * HOUR], ['2.17.5', 3 * DAY, 'drifted'], ['2.17.4', 10 * DAY]],
  ['inventory', 'fulfilment', 'fulfilment', ['7.8.0', 22 * MINUTE], ['7.8.0', 12 * MINUTE], ['7.7.6', 9 * DAY, 'suspended']],
  ['shipping-rates', 'fulfilment', 'fulfilment', ['1.12.0', 30 * HOUR], ['1.12.0', 30 * HOUR], ['1.11.9', 12 * DAY]],
  ['order-tracker', 'fulfilment', 'fulfilment', ['4.1.0', 3 * HOUR], undefined, ['4.0.2', 14 * DAY]],
  ['legacy-billing', undefined, undefined, ['0.9.1', 2 * DAY], undefined, ['0.9.0', 40 * DAY]],
];

const environments = ['dev', 'staging', 'production'];

/** The events of the invented organisation. */
export function listEvents() {
  const now = Date.now();
  const ago = milliseconds => new Date(now - milliseconds).toISOString();
  // Before how everything looks now: what comes later in the order is the present.
  const before = listChangeEvents();
  const deployed = services.flatMap(([service, , , ...cells]) =>
    cells.flatMap((cell, index) => {
      if (!cell) return [];
      const [version, age, look] = cell;
      return observe({ service, environment: environments[index], version, at: new Date(now - age), ...(look && looks[look](ago)) });
    }),
  );
  return [...before, ...deployed, ...listManifestEvents(), ...listRollouts()];
}

// A number at the end of a name would be taken for one of many copies of one service.
const letters = index => [17576, 676, 26, 1].map(place => String.fromCharCode(97 + (Math.floor(index / place) % 26))).join('');

/** Services in great number, for pictures of a long fleet: `unitaaaa` and so on. */
export function listManyEvents(count) {
  return Array.from({ length: count }, (_, index) => {
    const service = `unit${letters(index)}`;
    return observe({ service, environment: environments[index % 3], version: `1.${index % 50}.0` });
  }).flat();
}

const document = (kind, name, spec, annotations) =>
  JSON.stringify({ apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, annotations }, spec });

/** The catalog's entities of the same organisation, as one file of documents. */
export function listEntities() {
  const claimed = services.filter(([, system]) => system);
  const unique = values => [...new Set(values)];
  return [
    ...unique(claimed.map(([, , owner]) => owner)).map(owner => document('Group', owner, { type: 'team', children: [] })),
    ...unique(claimed.map(([, system]) => system)).map(system => document('System', system, { owner: 'checkout' })),
    ...claimed.map(([service, system, owner]) =>
      document(
        'Component',
        service,
        { type: 'service', lifecycle: 'production', owner, system },
        {
          'argocd/app-name': environments.map(environment => `${service}-${environment}`).join(','),
          ...(sourced.includes(service) && { 'slipway.dev/repository': `git.example.com/acme/${service}` }),
        },
      ),
    ),
  ].join('\n---\n');
}
