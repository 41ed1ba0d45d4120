import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { deployment, pod, replicaSet } from '../testing/objects';
import { putObject } from './applyObject';
import { ClusterState } from './ClusterState';

const WORKLOADS = 2_000;
const PODS_EACH = 3;
const REVISIONS_EACH = 10;

describe('the memory of ClusterState', () => {
  it(`holds ${WORKLOADS} workloads with ${WORKLOADS * PODS_EACH} pods and ${WORKLOADS * REVISIONS_EACH} ReplicaSets in little`, () => {
    setFlagsFromString('--expose-gc');
    const collect: () => void = runInNewContext('gc');
    const heap = () => {
      collect();
      return process.memoryUsage().heapUsed;
    };
    const state = new ClusterState();
    const put = (object: ReturnType<typeof pod>, kind: 'Pod' | 'ReplicaSet' | 'Deployment') =>
      // As objects come from the parsing thread: nothing of them is shared.
      putObject(state, {
        resource: { kind, group: 'apps' },
        object: structuredClone(object),
        cluster: 'eu',
        now: Date.parse('2026-05-01T12:00:00Z'),
      });
    const before = heap();
    for (let index = 0; index < WORKLOADS; index += 1) {
      for (let revision = 1; revision <= REVISIONS_EACH; revision += 1) {
        put(replicaSet(revision, `application-${index}`), 'ReplicaSet');
      }
    }
    const withReplicaSets = heap();
    for (let index = 0; index < WORKLOADS; index += 1) {
      put(deployment({ name: `application-${index}`, revision: REVISIONS_EACH }), 'Deployment');
    }
    const withWorkloads = heap();
    for (let index = 0; index < WORKLOADS * PODS_EACH; index += 1) {
      const owner = `application-${index % WORKLOADS}`;
      put(pod(`${owner}-5d9c7b8f6-${index}`, { owner, revision: REVISIONS_EACH }), 'Pod');
    }
    const withPods = heap();
    const each = {
      replicaSet: Math.round((withReplicaSets - before) / (WORKLOADS * REVISIONS_EACH)),
      workload: Math.round((withWorkloads - withReplicaSets) / WORKLOADS),
      pod: Math.round((withPods - withWorkloads) / (WORKLOADS * PODS_EACH)),
    };
    // Measured: 257, 614 and 642 bytes, so 30,000 pods, 10,000 workloads and 100,000 ReplicaSets take about 50 MB.
    expect({ replicaSet: each.replicaSet < 400, workload: each.workload < 1_000, pod: each.pod < 1_000, each }).toEqual({
      replicaSet: true,
      workload: true,
      pod: true,
      each,
    });
    expect([...state.uids()]).toHaveLength(WORKLOADS);
  });
});
