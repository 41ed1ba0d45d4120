// The shape of what Argo CD 3.2 publishes of a busy application, generated: about 31 KB with ten history entries and field managers.
import type { FakeObject } from '@slipway/plugin-delivery-node/testUtils';

const HISTORY = 10;
const RESOURCES = 44;

/** Application `index` of a fleet: services in three environments, all healthy, each with a past. */
export function realisticApplication(index: number, instance = 'main'): FakeObject {
  const service = `service-${String(Math.floor(index / 3)).padStart(4, '0')}`;
  const environment = ['dev', 'staging', 'production'][index % 3];
  const name = `${service}-${environment}`;
  const namespace = 'argocd';
  const source = { repoURL: 'https://git.example.com/platform/gitops.git', path: `${service}/${environment}`, targetRevision: 'main' };
  const destination = { server: `https://${instance}-${environment}.kubernetes.example.com:6443`, namespace: `${service}-${environment}` };
  const revision = revisionOf(index, HISTORY);
  const image = `registry.example.com/${service}/web:1.${HISTORY}.${index % 7}`;
  const startedAt = instantOf(index, HISTORY);
  const finishedAt = instantOf(index, HISTORY, 4);
  const operation = {
    sync: { prune: true, revision, source, syncOptions: ['CreateNamespace=true', 'ServerSideApply=true'] },
    initiatedBy: { automated: true },
    retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
  };
  const resources = resourcesOf(service, destination.namespace);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace,
      uid: uidOf(instance, index),
      generation: 200 + index,
      creationTimestamp: instantOf(index, 0),
      labels: { 'app.kubernetes.io/name': service, environment, team: `team-${index % 40}` },
      annotations: { 'notifications.argoproj.io/subscribe.on-degraded.chat': `team-${index % 40}` },
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
      ownerReferences: [
        {
          apiVersion: 'argoproj.io/v1alpha1',
          kind: 'ApplicationSet',
          name: service,
          uid: uidOf(instance, 1_000_000 + index),
          controller: true,
        },
      ],
      managedFields: managedFieldsOf(resources.length, finishedAt),
    },
    spec: {
      project: `team-${index % 40}`,
      source,
      destination,
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: operation.sync.syncOptions,
        retry: operation.retry,
      },
    },
    status: {
      controllerNamespace: namespace,
      health: { status: 'Healthy', lastTransitionTime: finishedAt },
      history: Array.from({ length: HISTORY }, (_, entry) => ({
        id: entry,
        revision: revisionOf(index, entry + 1),
        source: {
          ...source,
          kustomize: { images: [`registry.example.com/${service}/web:1.${entry + 1}.${index % 7}`], commonLabels: { environment } },
        },
        deployStartedAt: instantOf(index, entry + 1),
        deployedAt: instantOf(index, entry + 1, 4),
        initiatedBy: { automated: true },
      })),
      operationState: {
        operation,
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        startedAt,
        finishedAt,
        syncResult: {
          revision,
          source,
          resources: resources.map(({ group, version, kind, namespace: place, name: resource }) => ({
            group,
            version,
            kind,
            namespace: place,
            name: resource,
            status: 'Synced',
            hookPhase: 'Running',
            syncPhase: 'Sync',
            message: `${kind.toLowerCase()}${group ? `.${group}` : ''}/${resource} serverside-applied`,
            ...(kind === 'Deployment' && { images: [image] }),
          })),
        },
      },
      reconciledAt: finishedAt,
      resourceHealthSource: 'appTree',
      resources,
      sourceType: 'Kustomize',
      summary: {
        images: [image, 'registry.example.com/mesh/proxy:2.4.1'],
        externalURLs: [`https://${service}.${environment}.example.com/`],
      },
      sync: { status: 'Synced', revision, comparedTo: { source, destination } },
    },
  };
}

/** The update that Argo CD writes every few minutes and that says nothing. */
export function reconcile(application: FakeObject, at: string): void {
  statusOf(application).reconciledAt = at;
}

/** A real change: health goes to Progressing and back. */
export function changeHealth(application: FakeObject, status: string, at: string): void {
  statusOf(application).health = { status, lastTransitionTime: at };
}

function statusOf(application: FakeObject): Record<string, unknown> {
  return application.status as Record<string, unknown>;
}

function resourcesOf(service: string, namespace: string) {
  const kinds = [
    ['apps', 'v1', 'Deployment'],
    ['', 'v1', 'Service'],
    ['', 'v1', 'ConfigMap'],
    ['', 'v1', 'ServiceAccount'],
    ['networking.k8s.io', 'v1', 'Ingress'],
    ['autoscaling', 'v2', 'HorizontalPodAutoscaler'],
    ['policy', 'v1', 'PodDisruptionBudget'],
    ['monitoring.coreos.com', 'v1', 'ServiceMonitor'],
  ];
  return Array.from({ length: RESOURCES }, (_, index) => {
    const [group, version, kind] = kinds[index % kinds.length];
    return { group, version, kind, namespace, name: `${service}-part-${index}`, status: 'Synced', syncWave: index % 4 };
  });
}

function managedFieldsOf(resources: number, time: string) {
  const leaf = { '.': {}, 'f:group': {}, 'f:kind': {}, 'f:name': {}, 'f:namespace': {}, 'f:status': {}, 'f:version': {} };
  const fields = Object.fromEntries(Array.from({ length: resources }, (_, index) => [`k:{"name":"part-${index}"}`, leaf]));
  return ['argocd-applicationset-controller', 'argocd-application-controller'].map((manager, index) => ({
    manager,
    operation: 'Update',
    apiVersion: 'argoproj.io/v1alpha1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1: index === 0 ? { 'f:spec': { 'f:destination': {}, 'f:source': {} } } : { 'f:status': { 'f:resources': fields } },
  }));
}

function uidOf(instance: string, index: number): string {
  const text = `${instance}:${index}`;
  let hash = 2166136261;
  const digits = Array.from({ length: 4 }, (_, round) => {
    for (const character of `${round}${text}`) {
      hash = Math.imul(hash ^ character.charCodeAt(0), 16777619) >>> 0;
    }
    return hash.toString(16).padStart(8, '0');
  }).join('');
  return [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20, 32)].join('-');
}

function revisionOf(index: number, entry: number): string {
  return `${(index * 31 + entry).toString(16).padStart(8, '0')}${'0123456789abcdef'.repeat(2)}`;
}

function instantOf(index: number, entry: number, seconds = 0): string {
  const day = Date.UTC(2026, 0, 1 + entry * 3);
  return new Date(day + (index % 86_000) * 1000 + seconds * 1000).toISOString().replace('.000Z', 'Z');
}
