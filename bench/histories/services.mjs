// What runs of the services of a repository: three environments, behind each other, with their last deployments.
import { imageOf } from './repositories.mjs';

export const ENVIRONMENTS = ['dev', 'staging', 'production'];
const DEPLOYMENTS = 10;
const GITOPS = 'https://git.example.com/bench/gitops.git';

/** What the sources say of a service: its entity, and per environment its application with the syncs that brought it there. */
export function serviceOf(repository, name) {
  const several = repository.services.length > 1;
  const annotations = {
    'argocd/app-name': ENVIRONMENTS.map(environment => `${name}-${environment}`).join(','),
    'slipway.dev/repository': repository.repository,
    ...(several && { 'slipway.dev/paths': `services/${name}` }),
  };
  return [
    ['entity', `entity/${name}`, 1, { ref: `component:default/${name}`, tags: [], annotations }],
    ...ENVIRONMENTS.flatMap((environment, index) => deployedOf(repository, `${name}-${environment}`, 10 * (index + 1))),
  ];
}

/** An application that is so many commits behind, and was five further behind with each deployment before. */
function deployedOf(repository, name, behind) {
  const newest = repository.commits - 1 - behind;
  const syncs = Array.from({ length: DEPLOYMENTS }, (_, back) => ({
    images: [imageOf(repository, newest - 5 * back)],
    startedAt: new Date(1_760_000_000_000 - back * 86_400_000).toISOString(),
  }));
  const operations = syncs.map(({ images, startedAt }, back) => [
    'operation',
    `sync/${name}/${back}`,
    4,
    operationOf(name, images, startedAt),
  ]);
  return [...operations, ['application', `application/${name}`, 1, applicationOf(name, syncs[0])]];
}

function operationOf(name, images, startedAt) {
  return {
    application: `argocd/bench/${name}`,
    instance: 'bench',
    uid: name,
    startedAt,
    identity: '-',
    finishedAt: startedAt,
    phase: 'Succeeded',
    partial: false,
    dryRun: false,
    retryCount: 0,
    selfHeal: false,
    initiatedBy: { automated: true },
    revisionList: [{ source: GITOPS, revision: startedAt.replace(/\D/g, '').padEnd(40, '0'), kind: 'git' }],
    images,
    via: 'history',
    failedResources: [],
  };
}

/** An Argo CD application at rest that runs some images. */
export function applicationOf(name, { images, startedAt }) {
  return {
    instance: 'bench',
    uid: name,
    namespace: 'argocd',
    name,
    project: 'default',
    applicationSet: null,
    labels: {},
    annotations: {},
    destination: { server: 'https://kubernetes.default.svc', namespace: name },
    sources: [{ repoURL: GITOPS, path: name }],
    autoSync: true,
    deleting: false,
    operationPending: false,
    sync: 'Synced',
    health: 'Healthy',
    ...(startedAt && { healthSince: startedAt }),
    revisionList: [],
    operation: null,
    operationRevisions: [],
    lastDeployedRevisions: [],
    history: 0,
    images,
    conditions: [],
    workloads: [],
    failingResources: [],
  };
}
