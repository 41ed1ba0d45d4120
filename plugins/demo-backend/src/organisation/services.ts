/** The host that the repositories of the demo are called after. Nothing has that name, so no link leads anywhere. */
export const HOST = 'git.demo.example';
export const REGISTRY = 'registry.demo.example';

/** Where a service runs: production has two regions. */
export const TARGETS = ['dev', 'staging', 'production-eu', 'production-us'] as const;
/** Where a service runs that somebody made from a template: production has one region. */
export const MADE_TARGETS = ['dev', 'staging', 'production'] as const;
export type Target = (typeof TARGETS)[number] | (typeof MADE_TARGETS)[number];

/** A service of the demo organisation; its folder under `organisation/` says the same to the catalog. */
export interface DemoService {
  name: string;
  team: string;
  /** How many changes land on a working day, on average. */
  pace: number;
  /** Major and minor version at the beginning. */
  begins: readonly [number, number];
  /** What its changes are about; each is a file of its repository. */
  areas: readonly string[];
  /** Its production goes out as a canary, region by region. */
  canary?: boolean;
  /** Somebody of the team syncs production by hand. */
  syncedByHand?: boolean;
  /** Its image says nothing of the commit that it was built from. */
  unlabelled?: boolean;
}

export const SERVICES: readonly DemoService[] = [
  {
    name: 'storefront-web',
    team: 'team-storefront',
    pace: 2,
    begins: [8, 4],
    areas: ['header', 'product-page', 'basket-button', 'footer', 'cookie-banner', 'image-loader'],
    canary: true,
  },
  { name: 'search-api', team: 'team-storefront', pace: 1.2, begins: [3, 1], areas: ['ranking', 'synonyms', 'facets', 'index-feed'] },
  { name: 'recommendations', team: 'team-storefront', pace: 1, begins: [1, 9], areas: ['nightly-job', 'best-sellers', 'cache'] },
  { name: 'product-catalog', team: 'team-catalogue', pace: 1.2, begins: [5, 2], areas: ['categories', 'product-text', 'events', 'import'] },
  { name: 'media-resizer', team: 'team-catalogue', pace: 0.7, begins: [2, 0], areas: ['queue', 'formats', 'widths'] },
  { name: 'cart', team: 'team-checkout', pace: 1.4, begins: [6, 0], areas: ['totals', 'vouchers', 'sessions', 'items'] },
  {
    name: 'checkout-api',
    team: 'team-checkout',
    pace: 1.8,
    begins: [2, 11],
    areas: ['orders', 'reservation', 'callbacks', 'shipping-choice', 'confirmation'],
  },
  { name: 'payments', team: 'team-checkout', pace: 1.2, begins: [4, 7], areas: ['acquirer', 'refunds', 'ledger', 'webhooks'] },
  { name: 'pricing', team: 'team-catalogue', pace: 1, begins: [2, 3], areas: ['campaigns', 'taxes', 'rounding'] },
  {
    name: 'inventory',
    team: 'team-fulfilment',
    pace: 1,
    begins: [7, 1],
    areas: ['reservations', 'night-count', 'warehouses'],
    syncedByHand: true,
  },
  {
    name: 'shipping-rates',
    team: 'team-fulfilment',
    pace: 0.6,
    begins: [1, 4],
    areas: ['carriers', 'zones', 'hourly-refresh'],
    unlabelled: true,
  },
  { name: 'order-tracker', team: 'team-fulfilment', pace: 0.9, begins: [4, 0], areas: ['timeline', 'notifications', 'replay'] },
];

/** What nobody owns: it runs, and no entity of the catalog claims it. */
export const LEGACY: DemoService = {
  name: 'legacy-billing',
  team: 'team-checkout',
  pace: 0.05,
  begins: [0, 9],
  areas: ['invoices'],
};

export const repositoryOf = (service: string) => `${HOST}/${service}`;
export const GITOPS = 'gitops';
export const imageOf = (service: string) => `${REGISTRY}/${service}`;

/** True for what the seed tells of; everything else somebody made. */
export const isInvented = (service: string) => [...SERVICES, LEGACY].some(({ name }) => name === service);

/** A service that somebody made from a template, as far as CI has to know it. */
export const madeService = (name: string): DemoService => ({ name, team: '', pace: 0, begins: [0, 1], areas: [] });

/** The file of the GitOps repository that says what a target runs. */
export const manifestPath = (service: string, target: Target) =>
  isInvented(service) ? `services/${service}/${target}.yaml` : `services/${service}/overlays/${target}/kustomization.yaml`;

/** How many pods a target asks for. */
export const replicasOf = ({ service, target }: { service: string; target: Target }) =>
  isInvented(service) ? { dev: 1, staging: 2, production: 3, 'production-eu': 3, 'production-us': 3 }[target] : 2;
