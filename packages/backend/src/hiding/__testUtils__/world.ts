import { Entity } from '@backstage/catalog-model';
import { AnyObservation, FactsByKind, ObservationKind } from '@slipway/plugin-delivery-common';

/** Words that occur nowhere else, so that to find one is to find the service. */
export const NAMES = ['almandine', 'beryl', 'citrine', 'diopside', 'euclase', 'fluorite', 'garnet', 'heliodor', 'iolite', 'jasper'];
export const GROUPS = ['group:default/amber-team', 'group:default/basalt-team', 'group:default/chalk-team'];
export const SYSTEMS = ['system:default/dolomite', 'system:default/flint'];
export const TAGS = ['public', 'confidential', 'java'];
export const ENVIRONMENTS = ['dev', 'staging', 'production'];
export const USER = 'user:default/quill';
/** What no entity claims. */
export const UNCLAIMED = 'zircon';

export const refOf = (name: string) => `component:default/${name}`;
export const sha = (index: number) => (index + 10).toString(16).padStart(2, '0').repeat(20);
export const digestOf = (index: number) => `sha256:${(index + 10).toString(16).padStart(2, '0').repeat(32)}`;
const imageOf = (name: string, index: number) => `registry.example.com/acme/${name}:1.${index}.0@${digestOf(index)}`;
const minute = (count: number) => `2026-01-05T10:${String(count).padStart(2, '0')}:00Z`;

/** The environments of each service differ, so that rules about them part the services. */
const environmentsOf = (index: number) => ENVIRONMENTS.filter((_, at) => (index + at) % 3 !== 0);
/** Two services share a repository, and two an application. What the repository says of itself is no secret of either. */
const repositoryOf = (index: number) => `git.example.com/acme/${index < 2 ? 'monorepo' : NAMES[index]}`;
const folderOf = (index: number) => (index < 2 ? `part-${index}` : NAMES[index]);
const SHARED = 'tourmaline';

const entity = (kind: string, name: string, spec: object, metadata: object = {}): Entity =>
  ({ apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name, ...metadata }, spec }) as Entity;
const nameOf = (ref: string) => ref.split('/')[1];

/** Ten services of three teams in two systems, and who works there. */
export const ENTITIES: Entity[] = [
  ...GROUPS.map(ref => entity('Group', nameOf(ref), { type: 'team', children: [] })),
  ...SYSTEMS.map((ref, index) => entity('System', nameOf(ref), { owner: GROUPS[index] })),
  entity('User', nameOf(USER), { memberOf: [], profile: { email: 'quill@example.com' } }, { tags: [TAGS[0]] }),
  ...NAMES.map((name, index) =>
    entity(
      'Component',
      name,
      { type: 'service', lifecycle: 'production', owner: GROUPS[index % 3], ...(index % 4 > 0 && { system: SYSTEMS[index % 2] }) },
      {
        tags: TAGS.filter((_, at) => (index >> at) % 2 === 0),
        annotations: {
          'argocd/app-name': [
            ...environmentsOf(index).map(environment => `${name}-${environment}`),
            ...(index === 2 || index === 3 ? [SHARED] : []),
          ].join(','),
          'backstage.io/source-location': `url:https://${repositoryOf(index)}/src/branch/main/${index < 2 ? `${folderOf(index)}/` : ''}`,
        },
      },
    ),
  ),
];

let position = 0;
function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K]): AnyObservation {
  position += 1;
  return { id: String(position), source: `test/${kind}`, kind, order: { epoch: '1', position: String(position) }, facts } as AnyObservation;
}

function application(name: string, environment: string, index: number, health: 'Healthy' | 'Degraded') {
  return seen('application', {
    instance: 'main',
    uid: `${name}-${environment}`,
    namespace: 'argocd',
    name: environment ? `${name}-${environment}` : name,
    project: 'default',
    applicationSet: null,
    labels: {},
    annotations: {},
    destination: { server: 'https://kubernetes.default.svc', namespace: `${name}-${environment || 'dev'}` },
    sources: [{ repoURL: 'https://git.example.com/acme/gitops.git', path: name }],
    autoSync: true,
    deleting: false,
    operationPending: false,
    sync: 'Synced',
    health,
    revisionList: [{ source: 'https://git.example.com/acme/gitops.git', revision: sha(200 + index), kind: 'git' }],
    operation: null,
    operationRevisions: [],
    lastDeployedRevisions: [],
    history: 0,
    images: [imageOf(name, index)],
    conditions: [],
    workloads: [{ group: 'apps', kind: 'Deployment', namespace: `${name}-${environment || 'dev'}`, name }],
    failingResources: [],
  });
}

/** What runs of each service, in a health of our choice: a row that changed is told of on the stream. */
export function applications(health: 'Healthy' | 'Degraded'): AnyObservation[] {
  return [
    ...NAMES.flatMap((name, index) => environmentsOf(index).map(environment => application(name, environment, index, health))),
    application(SHARED, '', 80, health),
    application(UNCLAIMED, 'dev', 90, health),
  ];
}

/** Commits, builds, images, syncs and pods of each service. */
export function deliveries(): AnyObservation[] {
  const author = { name: 'Quill', email: 'quill@example.com' };
  return NAMES.flatMap((name, index) => {
    const repository = repositoryOf(index);
    const commit = sha(index);
    const start = minute(index);
    const of = environmentsOf(index)[0];
    return [
      seen('change', {
        repository,
        commit,
        parents: index === 1 ? [sha(0)] : [],
        title: `Polish ${folderOf(index)}`,
        paths: [`${folderOf(index)}/main.go`],
        author,
        committedAt: start,
      }),
      seen('push', {
        repository,
        ref: 'refs/heads/main',
        before: null,
        after: commit,
        created: index !== 1,
        deleted: false,
        commits: [commit],
        defaultBranch: 'main',
        pusher: author,
      }),
      seen('artifact', {
        digest: digestOf(index),
        repository: `registry.example.com/acme/${name}`,
        commit,
        sourceRepository: `https://${repository}.git`,
        commitFrom: 'label',
        labels: {},
      }),
      seen('run', {
        repository,
        runId: String(index),
        attempt: 1,
        workflow: `build ${folderOf(index)}`,
        head: commit,
        branch: 'main',
        status: 'completed',
        conclusion: 'success',
      }),
      seen('operation', {
        application: `argocd/main/${name}-${of}`,
        instance: 'main',
        uid: `${name}-${of}`,
        startedAt: start,
        finishedAt: start,
        identity: `sync-${index}`,
        phase: 'Succeeded',
        partial: false,
        dryRun: false,
        retryCount: 0,
        selfHeal: false,
        initiatedBy: { automated: true },
        revisionList: [{ source: 'https://git.example.com/acme/gitops.git', revision: sha(200 + index), kind: 'git' }],
        images: [imageOf(name, index)],
        via: 'operationState',
        failedResources: [],
      }),
      seen('workload', {
        cluster: 'main',
        uid: `pods-${name}`,
        group: 'apps',
        kind: 'Deployment',
        namespace: `${name}-${of}`,
        name,
        trackingId: `${name}-${of}:apps/Deployment:${name}-${of}/${name}`,
        labels: {},
        images: [imageOf(name, index)],
        desired: 1,
        updated: 1,
        available: 1,
        observed: true,
        conditions: [],
        pods: [],
      }),
    ];
  });
}
