import { Fields, Resource } from '@slipway/plugin-delivery-node';

/** Kinds of workloads that are recorded. A CronJob is none: each of its Jobs is. */
export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job' | 'Rollout';

export interface ClusterResource extends Resource {
  kind: WorkloadKind | 'ReplicaSet' | 'Pod';
  group: string;
  /** True for a custom kind that a cluster need not have. */
  optional: boolean;
}

const owners: Fields = { uid: true, controller: true };
const containers: Fields = { name: true, image: true };
const conditions: Fields = { type: true, status: true, reason: true, message: true };

const workloadFields: Fields = {
  metadata: {
    uid: true,
    namespace: true,
    name: true,
    resourceVersion: true,
    generation: true,
    labels: true,
    annotations: { 'argocd.argoproj.io/tracking-id': true, 'deployment.kubernetes.io/revision': true },
  },
  spec: {
    replicas: true,
    paused: true,
    suspend: true,
    completions: true,
    template: { spec: { containers, initContainers: { name: true } } },
    strategy: { canary: { steps: { setWeight: true } } },
  },
  status: {
    observedGeneration: true,
    updatedReplicas: true,
    availableReplicas: true,
    desiredNumberScheduled: true,
    updatedNumberScheduled: true,
    numberAvailable: true,
    currentRevision: true,
    updateRevision: true,
    currentPodHash: true,
    stableRS: true,
    currentStepIndex: true,
    abort: true,
    controllerPause: true,
    pauseConditions: { reason: true },
    canary: { weights: { canary: { weight: true } } },
    blueGreen: { activeSelector: true },
    conditions,
  },
};

const replicaSetFields: Fields = {
  metadata: {
    uid: true,
    resourceVersion: true,
    labels: { 'pod-template-hash': true },
    annotations: { 'deployment.kubernetes.io/revision': true },
    ownerReferences: owners,
  },
};

const containerStatuses: Fields = {
  name: true,
  imageID: true,
  ready: true,
  restartCount: true,
  state: { waiting: { reason: true, message: true }, terminated: { reason: true, message: true, exitCode: true } },
  lastState: { terminated: { reason: true, message: true, exitCode: true } },
};

const podFields: Fields = {
  metadata: {
    uid: true,
    name: true,
    resourceVersion: true,
    deletionTimestamp: true,
    labels: { 'pod-template-hash': true, 'rollouts-pod-template-hash': true, 'controller-revision-hash': true },
    ownerReferences: owners,
  },
  spec: { containers, initContainers: containers, ephemeralContainers: containers },
  status: {
    phase: true,
    reason: true,
    message: true,
    startTime: true,
    conditions,
    containerStatuses,
    initContainerStatuses: containerStatuses,
    ephemeralContainerStatuses: containerStatuses,
  },
};

// The objects are not kept as evidence: a pod's environment may hold secrets, and a busy cluster's pods would be gigabytes a day.
const common = { evidence: false, page: 100, optional: false };

/** In the order in which they are listed: what pods belong to is known before they come. */
const RESOURCES: Array<ClusterResource & { plural: string }> = [
  // Of a ReplicaSet a few words are kept, and a cluster has ten for each Deployment.
  { ...common, kind: 'ReplicaSet', group: 'apps', path: '/apis/apps/v1', plural: 'replicasets', fields: replicaSetFields, page: 500 },
  { ...common, kind: 'Deployment', group: 'apps', path: '/apis/apps/v1', plural: 'deployments', fields: workloadFields },
  { ...common, kind: 'StatefulSet', group: 'apps', path: '/apis/apps/v1', plural: 'statefulsets', fields: workloadFields },
  { ...common, kind: 'DaemonSet', group: 'apps', path: '/apis/apps/v1', plural: 'daemonsets', fields: workloadFields },
  { ...common, kind: 'Job', group: 'batch', path: '/apis/batch/v1', plural: 'jobs', fields: workloadFields },
  {
    ...common,
    kind: 'Rollout',
    group: 'argoproj.io',
    path: '/apis/argoproj.io/v1alpha1',
    plural: 'rollouts',
    fields: workloadFields,
    optional: true,
  },
  { ...common, kind: 'Pod', group: '', path: '/api/v1', plural: 'pods', fields: podFields },
];

/** What is listed and watched, of all namespaces or of each that is named. */
export function resourcesOf(namespaces: string[] | undefined): ClusterResource[] {
  return RESOURCES.flatMap(({ plural, path, ...resource }) =>
    namespaces === undefined
      ? [{ ...resource, path: `${path}/${plural}` }]
      : namespaces.map(namespace => ({ ...resource, path: `${path}/namespaces/${namespace}/${plural}` })),
  );
}
