import type { FakeObject } from '@slipway/plugin-delivery-node/testUtils';

export const DIGEST = `sha256:${'a'.repeat(64)}`;

export const PATHS = {
  deployments: '/apis/apps/v1/deployments',
  replicaSets: '/apis/apps/v1/replicasets',
  pods: '/api/v1/pods',
  rollouts: '/apis/argoproj.io/v1alpha1/rollouts',
};

const template = (image: string) => ({ spec: { containers: [{ name: 'app', image, env: [{ name: 'PASSWORD', value: 'secret' }] }] } });
const controlledBy = (uid: string) => [{ uid, controller: true, kind: 'x', name: 'x', apiVersion: 'x' }];

/** A Deployment `cart` as an API server keeps it, tracked by Argo CD, with the first revision complete. */
export function deployment(
  parts: { name?: string; revision?: number; replicas?: number; image?: string; marked?: boolean } = {},
): FakeObject {
  const { name = 'cart', revision = 1, replicas = 1, image = 'registry.example.com/cart:v1', marked = true } = parts;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      uid: `uid-of-${name}`,
      namespace: 'shop',
      name,
      generation: revision,
      labels: { app: name, ...(marked && { 'app.kubernetes.io/name': name }) },
      annotations: {
        'deployment.kubernetes.io/revision': String(revision),
        ...(marked && { 'argocd.argoproj.io/tracking-id': `${name}:apps/Deployment:shop/${name}` }),
      },
    },
    spec: { replicas, template: template(image) },
    status: { observedGeneration: revision, updatedReplicas: replicas, availableReplicas: replicas, conditions: [] },
  };
}

export function replicaSet(revision: number, owner = 'cart'): FakeObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      uid: `uid-of-${owner}-${revision}`,
      namespace: 'shop',
      name: `${owner}-${revision}`,
      labels: { 'pod-template-hash': `hash${revision}` },
      annotations: { 'deployment.kubernetes.io/revision': String(revision) },
      ownerReferences: controlledBy(`uid-of-${owner}`),
    },
  };
}

export interface PodParts {
  owner?: string;
  revision?: number;
  ready?: boolean;
  imageID?: string;
  restarts?: number;
  state?: object;
  deleting?: boolean;
}

/** A pod of a ReplicaSet. */
export function pod(name: string, parts: PodParts = {}): FakeObject {
  const { owner = 'cart', revision = 1, ready = true, imageID = `registry.example.com/cart@${DIGEST}`, restarts = 0 } = parts;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      uid: `uid-of-${name}`,
      namespace: 'shop',
      name,
      labels: { 'pod-template-hash': `hash${revision}` },
      ownerReferences: controlledBy(`uid-of-${owner}-${revision}`),
      ...(parts.deleting && { deletionTimestamp: '2026-05-01T11:30:00Z' }),
    },
    spec: template(`registry.example.com/cart:v${revision}`).spec,
    status: {
      phase: 'Running',
      startTime: '2026-05-01T11:00:00Z',
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses: [{ name: 'app', imageID, ready, restartCount: restarts, state: parts.state ?? { running: {} } }],
    },
  };
}
