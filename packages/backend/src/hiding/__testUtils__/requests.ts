import { digestOf, NAMES, refOf, sha, SYSTEMS, GROUPS } from './world';

/** What is asked for: a service that is hidden, one that is shown, and what the record calls theirs. */
export interface Target {
  hidden: string;
  shown: string;
  /** Ids of deployments that belong to the hidden one. */
  hiddenDeployments: string[];
  /** The stream's sequence before every row changed. */
  sequence: string;
}

/** A request; what it names itself may stand in its answer. */
export interface Asked {
  path: string;
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  /** The answer never ends: it is read up to its first event. */
  stream?: boolean;
}

type Case = (target: Target) => Asked[];

const get = (...paths: string[]): Asked[] => paths.map(path => ({ path }));
const pathOf = (name: string) => `/services/default/component/${name}`;
const encoded = encodeURIComponent;

/** How each operation of the document is asked. A new operation has to come with its case. */
export const CASES: Record<string, Case> = {
  getOpenApiDocument: () => get('/openapi.json'),
  getSchema: () => get('/schemas/change'),
  recordEvents: ({ hidden }) => [
    {
      path: '/events',
      method: 'POST',
      body: { specversion: '1.0', id: 'x', source: 'x', type: 'dev.slipway.entity.observed.v1', subject: refOf(hidden) },
    },
  ],
  receiveWebhook: ({ hidden }) => [{ path: `/webhooks/${hidden}`, method: 'POST', body: {} }],
  listServices: ({ hidden }) =>
    get(
      '/services?limit=200',
      '/services?limit=2&sort=health',
      `/services?q=${hidden}`,
      `/services?ref=${encoded(refOf(hidden))}`,
      `/services?owner=${encoded(GROUPS[0])}&system=${encoded(SYSTEMS[0])}`,
    ),
  countServices: ({ hidden }) => get('/services/counts', `/services/counts?q=${hidden}`),
  getService: ({ hidden, shown }) => get(pathOf(hidden), pathOf(shown)),
  listChanges: ({ hidden, shown }) => get(`${pathOf(hidden)}/changes`, `${pathOf(shown)}/changes`),
  listWorkloads: ({ hidden, shown }) => get(`${pathOf(hidden)}/workloads`, `${pathOf(shown)}/workloads`),
  correctLink: ({ hidden }) => [
    { path: `${pathOf(hidden)}/links`, method: 'POST', body: { image: 'registry.example.com/acme/x:1', commit: null, note: 'a guess' } },
  ],
  getChange: ({ hidden, shown }) =>
    get(...[hidden, shown].map(name => `/changes/${sha(NAMES.indexOf(name))}`), `/changes/${sha(0).slice(0, 7)}`),
  compareEnvironments: ({ hidden, shown }) =>
    get(...[hidden, shown].map(name => `/compare?service=${encoded(refOf(name))}&from=dev&to=production`)),
  getArtifact: ({ hidden, shown }) => get(...[hidden, shown].map(name => `/artifacts/${digestOf(NAMES.indexOf(name))}`)),
  listDeployments: ({ hidden }) =>
    get('/deployments?limit=200', `/deployments?service=${encoded(refOf(hidden))}`, `/deployments?owner=${encoded(GROUPS[1])}`),
  getDeployment: ({ hiddenDeployments }) => get(...hiddenDeployments.slice(0, 2).map(id => `/deployments/${encoded(id)}`)),
  listUnclaimed: () => get('/unclaimed?limit=200'),
  getUnclaimed: ({ hidden }) => get('/unclaimed/zircon', `/unclaimed/${hidden}`),
  listApplications: ({ hidden }) => get('/applications?limit=200', `/applications?q=${hidden}`),
  listSources: () => get('/sources'),
  streamChanges: ({ sequence }) => [{ path: '/stream', headers: { 'last-event-id': sequence }, stream: true }],
  tryRule: () =>
    get(
      `/rules/try?rule=${encoded(JSON.stringify({ entity: 'component:default/{service}' }))}`,
      `/rules/try?rule=${encoded(JSON.stringify({ name: 'dev', match: [{ name: '*' }] }))}`,
    ),
};
