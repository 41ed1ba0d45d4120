import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WorkloadFacts } from '@slipway/plugin-delivery-common';
import { membersOf, textOf } from '@slipway/plugin-delivery-node';
import { resourcesOf } from '../read/resources';
import { deleteObject, putObject } from './applyObject';
import { ClusterState } from './ClusterState';

const folder = join(__dirname, '../../../../fixtures/recorded/kubernetes');
const now = Date.parse('2040-01-01T00:00:00Z');

interface Recorded {
  path: string;
  object: unknown;
}

interface Recording {
  list: Recorded[];
  watch: Array<Recorded & { type: string }>;
  after: Recorded[];
}

const resources = resourcesOf(['recorded']);
const resourceOf = (path: string) => resources.find(resource => resource.path === path)!;
const put = (state: ClusterState, { path, object }: Recorded) =>
  putObject(state, { resource: resourceOf(path), object, cluster: 'eu', now });

/** Gives a recording to the state as the watches would; answers every state that the workload was in, and the one that a list gives. */
function replay(name: string) {
  const { list, watch, after }: Recording = JSON.parse(readFileSync(join(folder, `${name}.json`), 'utf8'));
  const state = new ClusterState();
  list.forEach(item => put(state, item));
  const seen = new Array<WorkloadFacts>();
  for (const item of watch) {
    const { kind } = resourceOf(item.path);
    const uid = textOf(membersOf(membersOf(item.object).metadata).uid) ?? '';
    if (item.type !== 'DELETED') {
      put(state, item);
    } else if (kind === 'Pod' || kind === 'ReplicaSet') {
      deleteObject(state, { resource: resourceOf(item.path), object: item.object });
    } else {
      state.deleteWorkload(uid);
    }
    seen.push(...[...state.uids()].flatMap(workload => state.join(workload)?.facts ?? []));
  }
  const listed = new ClusterState();
  after.forEach(item => put(listed, item));
  const present = (of: ClusterState) => [...of.uids()].map(uid => of.join(uid)?.facts);
  return { seen, present: present(state), listed: present(listed) };
}

const tell = ({ stableRevision, updateRevision, desired, available, pods, canaryWeight, paused }: WorkloadFacts) => ({
  revisions: new Set([stableRevision, updateRevision]).size,
  ready: `${available} of ${desired}`,
  ...(canaryWeight !== undefined && { canary: canaryWeight }),
  ...(paused && { paused }),
  pods: pods.map(({ ready, containers: [{ image, digest, reason }] }) =>
    [image.split(':').at(-1), ready ? 'ready' : 'not ready', digest ? 'digest' : 'no digest', reason].filter(Boolean).join(', '),
  ),
});

describe('recordings of an API server', () => {
  const recordings: Array<[string, object | undefined]> = [
    ['first-rollout', { revisions: 1, ready: '2 of 2', pods: ['v1, ready, digest', 'v1, ready, digest'] }],
    ['rolling-update', { revisions: 1, ready: '2 of 2', pods: ['v2, ready, digest', 'v2, ready, digest'] }],
    [
      'crash-loop',
      {
        revisions: 2,
        ready: '2 of 2',
        pods: expect.arrayContaining([
          'v2, ready, digest',
          'v2, ready, digest',
          expect.stringMatching(/^v3, not ready, .*CrashLoopBackOff$/),
        ]),
      },
    ],
    ['rolled-back', { revisions: 1, ready: '2 of 2', pods: ['v2, ready, digest', 'v2, ready, digest'] }],
    ['partitioned-statefulset', { revisions: 2, ready: '2 of 2', pods: ['v1, ready, digest', 'v2, ready, digest'] }],
    ['removed', undefined],
    ['canary-stable', { revisions: 1, ready: '2 of 2', pods: ['v1, ready, digest', 'v1, ready, digest'] }],
    ['canary-paused', { revisions: 2, ready: '2 of 2', canary: 50, paused: true, pods: ['v2, ready, digest', 'v1, ready, digest'] }],
    ['canary-promoted', { revisions: 1, ready: '2 of 2', pods: ['v2, ready, digest', 'v2, ready, digest'] }],
    ['canary-aborted', { revisions: 2, ready: '2 of 2', canary: 0, pods: ['v2, ready, digest', 'v2, ready, digest'] }],
    ['canary-given-up', { revisions: 1, ready: '2 of 2', pods: ['v2, ready, digest', 'v2, ready, digest'] }],
    [
      'canary-crash',
      {
        revisions: 2,
        ready: '2 of 2',
        canary: 50,
        pods: expect.arrayContaining(['v2, ready, digest', expect.stringMatching(/^v4, not ready, .*CrashLoopBackOff$/)]),
      },
    ],
    ['canary-removed', undefined],
    [
      'blue-green-paused',
      {
        revisions: 2,
        ready: '2 of 2',
        paused: true,
        pods: ['v2, ready, digest', 'v2, ready, digest', 'v1, ready, digest', 'v1, ready, digest'],
      },
    ],
    ['blue-green-promoted', { revisions: 1, ready: '2 of 2', pods: ['v2, ready, digest', 'v2, ready, digest'] }],
    ['blue-green-removed', undefined],
  ];
  it.each(recordings)('%s: the watches end as a list does', (name, expected) => {
    const { present, listed } = replay(name);
    expect(present).toEqual(listed);
    expect(present.map(facts => tell(facts!))).toEqual(expected === undefined ? [] : [expected]);
  });

  it('rolling-update: both revisions run for a while', () => {
    expect(replay('rolling-update').seen.some(facts => tell(facts).revisions === 2)).toBe(true);
  });
});
