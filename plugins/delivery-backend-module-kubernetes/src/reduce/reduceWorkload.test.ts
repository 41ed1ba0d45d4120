import { WorkloadKind } from '../read/resources';
import { reduceWorkload } from './reduceWorkload';

const reduce = (kind: WorkloadKind, spec: object, status: object, generation = 3) =>
  reduceWorkload(kind, 'apps', 'eu', { metadata: { uid: 'u', namespace: 'shop', name: 'cart', generation }, spec, status })!.facts;

describe('reduceWorkload', () => {
  const cases: Array<[string, WorkloadKind, object, object, object]> = [
    [
      'a Deployment whose controller has not yet looked',
      'Deployment',
      { replicas: 3, paused: true },
      { observedGeneration: 2, updatedReplicas: 1, availableReplicas: 2 },
      { desired: 3, updated: 1, available: 2, observed: false, paused: true },
    ],
    [
      'a Deployment that is scaled to nothing',
      'Deployment',
      { replicas: 0 },
      { observedGeneration: 3 },
      { desired: 0, updated: 0, available: 0, observed: true },
    ],
    [
      'a StatefulSet with a partition runs two revisions',
      'StatefulSet',
      { replicas: 2 },
      { observedGeneration: 3, currentRevision: 'db-1', updateRevision: 'db-2', updatedReplicas: 1, availableReplicas: 2 },
      { stableRevision: 'db-1', updateRevision: 'db-2', updated: 1 },
    ],
    [
      'a DaemonSet asks for a pod on each of its nodes',
      'DaemonSet',
      {},
      { observedGeneration: 3, desiredNumberScheduled: 5, updatedNumberScheduled: 4, numberAvailable: 3 },
      { desired: 5, updated: 4, available: 3, observed: true },
    ],
    ['a Job asks for its completions', 'Job', { completions: 2, suspend: true }, {}, { desired: 2, observed: true, paused: true }],
    [
      'a canary without a traffic router has the weight of its last step that sets one',
      'Rollout',
      { replicas: 5, strategy: { canary: { steps: [{ setWeight: 20 }, { pause: {} }, { setWeight: 60 }] } } },
      {
        observedGeneration: '3',
        stableRS: 'aaa',
        currentPodHash: 'bbb',
        currentStepIndex: 1,
        pauseConditions: [{ reason: 'CanaryPauseStep' }],
      },
      { stableRevision: 'aaa', updateRevision: 'bbb', canaryWeight: 20, paused: true, observed: true },
    ],
    [
      'a canary with a traffic router has the weight that it publishes',
      'Rollout',
      { strategy: { canary: { steps: [{ setWeight: 20 }] } } },
      { stableRS: 'aaa', currentPodHash: 'bbb', canary: { weights: { canary: { weight: 35 } } } },
      { canaryWeight: 35, desired: 1 },
    ],
    [
      'an aborted canary serves nobody',
      'Rollout',
      { strategy: { canary: { steps: [{ setWeight: 20 }] } } },
      { stableRS: 'aaa', currentPodHash: 'bbb', abort: true },
      { canaryWeight: 0 },
    ],
    [
      'a Rollout at rest has no canary',
      'Rollout',
      { strategy: { canary: {} } },
      { stableRS: 'aaa', currentPodHash: 'aaa', currentStepIndex: 0 },
      { stableRevision: 'aaa', updateRevision: 'aaa', canaryWeight: undefined },
    ],
    [
      'blue-green serves what its active service selects',
      'Rollout',
      { strategy: { blueGreen: {} } },
      { stableRS: 'aaa', currentPodHash: 'bbb', blueGreen: { activeSelector: 'bbb' } },
      { stableRevision: 'bbb', updateRevision: 'bbb' },
    ],
  ];
  it.each(cases)('%s', (_, kind, spec, status, expected) => {
    const facts = reduce(kind, spec, status);
    Object.entries(expected).forEach(([key, value]) => expect([key, facts[key as keyof typeof facts]]).toEqual([key, value]));
  });

  it('takes any object', () => {
    for (const object of [
      undefined,
      null,
      7,
      [],
      {},
      { metadata: 3 },
      { metadata: { uid: 'u', labels: [], annotations: 1 }, spec: 'x', status: [] },
    ]) {
      expect(() => reduceWorkload('Rollout', '', 'eu', object)).not.toThrow();
    }
  });
});
