// Workloads as a cluster keeps them: a Deployment with its ReplicaSet and three pods for each application of the fleet.
import { FakeApiServer } from '../plugins/delivery-node/src/testUtils/FakeApiServer.ts';

export const PODS = 3;
const POD_PATH = '/api/v1/pods';
const DIGEST = `sha256:${'a'.repeat(64)}`;
const STARTED = '2026-01-31T00:00:00Z';

const controlledBy = (kind, uid) => [{ apiVersion: 'apps/v1', kind, name: uid, uid, controller: true, blockOwnerDeletion: true }];
const ready = isReady => ({ type: 'Ready', status: isReady ? 'True' : 'False', lastTransitionTime: STARTED });

/** A fake API server with the workloads of a fleet's applications. */
export async function startWorkloads(fleet) {
  const server = new FakeApiServer();
  const objects = fleet.flatMap(part => part.objects);
  for (const { name, labels } of objects) {
    const service = labels['app.kubernetes.io/name'];
    const workload = { application: name, namespace: name, name: `${service}-part-0`, service };
    server.put(deploymentOf(workload));
    server.put(replicaSetOf(workload));
    for (let number = 0; number < PODS; number += 1) {
      server.put(podOf(workload, number));
    }
  }
  server.compact();
  await server.listen();
  return { server, namespaces: objects.map(({ name, labels }) => ({ namespace: name, service: labels['app.kubernetes.io/name'] })) };
}

/** One pod of a workload becomes ready or stops being so, as a probe says. */
export function flipPod(server, { namespace, service }, number) {
  server.patch(
    namespace,
    `${service}-part-0-5d9c7b-${number % PODS}`,
    ({ status }) => {
      const isReady = status.conditions.find(({ type }) => type === 'Ready').status !== 'True';
      status.conditions = status.conditions.map(item => (item.type === 'Ready' ? ready(isReady) : item));
      status.containerStatuses.forEach(container => {
        container.ready = isReady;
      });
    },
    POD_PATH,
  );
}

const containersOf = service => [
  {
    name: 'web',
    image: `registry.example.com/${service}/web:1.10.0`,
    env: Array.from({ length: 20 }, (_, index) => ({ name: `SETTING_${index}`, value: `value of setting ${index}` })),
    ports: [{ containerPort: 8080, protocol: 'TCP' }],
    resources: { requests: { cpu: '100m', memory: '128Mi' }, limits: { memory: '256Mi' } },
    readinessProbe: { httpGet: { path: '/ready', port: 8080, scheme: 'HTTP' }, periodSeconds: 10, failureThreshold: 3 },
  },
];

function deploymentOf({ application, namespace, name, service }) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      ...metadataOf(namespace, name, `${namespace}/${name}`, { 'app.kubernetes.io/name': service }),
      generation: 1,
      annotations: {
        'deployment.kubernetes.io/revision': '1',
        'argocd.argoproj.io/tracking-id': `${application}:apps/Deployment:${namespace}/${name}`,
      },
    },
    spec: { replicas: PODS, template: { spec: { containers: containersOf(service) } } },
    status: { observedGeneration: 1, replicas: PODS, updatedReplicas: PODS, availableReplicas: PODS, conditions: [] },
  };
}

function replicaSetOf({ namespace, name, service }) {
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...metadataOf(namespace, `${name}-5d9c7b`, `${namespace}/${name}/1`, { 'pod-template-hash': '5d9c7b' }),
      annotations: { 'deployment.kubernetes.io/revision': '1' },
      ownerReferences: controlledBy('Deployment', `${namespace}/${name}`),
    },
    spec: { replicas: PODS, template: { spec: { containers: containersOf(service) } } },
    status: { replicas: PODS, readyReplicas: PODS },
  };
}

function podOf({ namespace, name, service }, number) {
  const pod = `${name}-5d9c7b-${number}`;
  const image = `registry.example.com/${service}/web`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...metadataOf(namespace, pod, `${namespace}/${pod}`, { 'pod-template-hash': '5d9c7b', 'app.kubernetes.io/name': service }),
      ownerReferences: controlledBy('ReplicaSet', `${namespace}/${name}/1`),
    },
    spec: { nodeName: `node-${number}`, serviceAccountName: service, containers: containersOf(service) },
    status: {
      phase: 'Running',
      podIP: '10.0.0.1',
      startTime: STARTED,
      conditions: [{ type: 'PodScheduled', status: 'True', lastTransitionTime: STARTED }, ready(true)],
      containerStatuses: [
        {
          name: 'web',
          image: `${image}:1.10.0`,
          imageID: `${image}@${DIGEST}`,
          ready: true,
          started: true,
          restartCount: 0,
          state: { running: { startedAt: STARTED } },
        },
      ],
    },
  };
}

/** With the field managers' bookkeeping, which is a third of what an API server sends. */
function metadataOf(namespace, name, uid, labels) {
  const fields = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`f:field-${index}`, { '.': {}, 'f:value': {} }]));
  const managedFields = [
    { manager: 'kubelet', operation: 'Update', apiVersion: 'v1', time: STARTED, fieldsType: 'FieldsV1', fieldsV1: fields },
  ];
  return { namespace, name, uid, creationTimestamp: STARTED, labels, managedFields };
}
