import { digestOf } from '../changes.mjs';
import { event } from '../observations.mjs';

const pods = (service, { version, revision, count, ready = count }) =>
  Array.from({ length: count }, (_, index) => ({
    name: `${service}-${revision}-${index}`,
    uid: `${service}-${revision}-${index}`,
    revision,
    phase: 'Running',
    ready: index < ready,
    containers: [
      {
        name: service,
        image: `registry.example.com/${service}:${version}`,
        digest: digestOf(service, version),
        ready: index < ready,
        restarts: 0,
      },
    ],
  }));

/** A workload of a service in the middle of a rollout: so many pods of the version that serves, so many of the one that comes. */
function rollout(service, environment, { kind, group, stable, update, ...facts }) {
  const namespace = `${service}-${environment}`;
  const name = service;
  const all = [...pods(service, { ...stable, revision: '5f8d4' }), ...pods(service, { ...update, revision: '7c9b2' })];
  return event(
    'workload',
    `workload ${namespace}`,
    { epoch: '1', position: '1' },
    {
      cluster: 'in-cluster',
      uid: `workload-${namespace}`,
      group,
      kind,
      namespace,
      name,
      trackingId: `${namespace}:${group}/${kind}:${namespace}/${name}`,
      labels: {},
      images: [`registry.example.com/${service}:${update.version}`],
      desired: stable.count,
      updated: update.count,
      available: stable.count,
      observed: true,
      stableRevision: '5f8d4',
      updateRevision: '7c9b2',
      conditions: [],
      pods: all,
      ...facts,
    },
  );
}

const deployment = { kind: 'Deployment', group: 'apps' };
const argoRollout = { kind: 'Rollout', group: 'argoproj.io' };

/** A rolling update, a paused canary and a blue-green rollout, each in an environment of the invented organisation. */
export const listRollouts = () => [
  rollout('checkout-api', 'dev', { ...deployment, stable: { version: '2.30.0', count: 2 }, update: { version: '2.31.0', count: 1 } }),
  rollout('checkout-api', 'production', {
    ...argoRollout,
    paused: true,
    canaryWeight: 20,
    stable: { version: '2.29.3', count: 4 },
    update: { version: '2.30.0', count: 1 },
  }),
  rollout('recommendations', 'staging', {
    ...argoRollout,
    stable: { version: '1.26.4', count: 2 },
    update: { version: '1.27.0', count: 2, ready: 1 },
  }),
];
