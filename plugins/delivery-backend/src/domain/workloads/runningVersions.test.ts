import { PodFacts, RunningVersion, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { versionName } from '../versions/versionName';
import { runningVersions } from './runningVersions';
import { runningSideBySide, spreadOfPods } from './sideBySide';

const digest = (tag: string) => `sha256:${tag.replace(/\D/g, '').padStart(64, '0')}`;

function pods(count: number, revision: string, image: string, facts: Partial<PodFacts> = {}): PodFacts[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `${revision}-${index}`,
    uid: `${revision}-${index}`,
    revision,
    phase: 'Running',
    ready: true,
    containers: [{ name: 'app', image, digest: digest(image), ready: true, restarts: 0 }],
    ...facts,
  }));
}

const workload = (facts: Partial<WorkloadFacts>): WorkloadFacts => ({
  cluster: 'eu',
  uid: '1',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'cart',
  labels: {},
  images: [],
  observed: true,
  conditions: [],
  pods: [],
  ...facts,
});
const starting = (tag: string): Partial<PodFacts> => ({
  ready: false,
  phase: 'Pending',
  containers: [{ name: 'app', image: tag, ready: false, restarts: 0 }],
});
const rollout = (facts: Partial<WorkloadFacts>) => workload({ group: 'argoproj.io', kind: 'Rollout', ...facts });
const between = { stableRevision: 'x', updateRevision: 'y' };
const worker = workload({ uid: '2', name: 'worker', stableRevision: 'w', updateRevision: 'w', pods: pods(4, 'w', 'r.io/worker:7') });

function tell({ version, pods: count, ready, weight, role }: RunningVersion): string {
  const name = versionName(version.images ?? [], { serviceName: 'cart' });
  return [`${role} ${name}`, ready === count ? `${count}` : `${count}, ${ready} ready`, ...(weight === null ? [] : [`${weight} %`])].join(
    ', ',
  );
}

const STABLE = { name: '1.4', images: ['r.io/cart:1.4'], basis: 'pods' as const };
const named = (running: RunningVersion[]) =>
  running.map(item => ({
    ...item,
    version: { ...item.version, name: versionName(item.version.images ?? [], { serviceName: 'cart' }) ?? null },
  }));

describe('what the workloads of an application run side by side', () => {
  it.each<[string, WorkloadFacts[], string[], string | null]>([
    ['at rest it is one version', [workload({ pods: pods(3, 'x', 'r.io/cart:1.4') })], ['stable 1.4, 3'], null],
    [
      'in the middle of a rolling update it is two',
      [workload({ ...between, pods: [...pods(2, 'x', 'r.io/cart:1.4'), ...pods(1, 'y', 'r.io/cart:1.5')] })],
      ['stable 1.4, 2', 'canary 1.5, 1'],
      '2 of 3 on 1.4',
    ],
    [
      'a pod that has not started is named after what it asks for, and is not ready',
      [workload({ ...between, pods: [...pods(3, 'x', 'r.io/cart:1.4'), ...pods(1, 'y', 'r.io/cart:1.5', starting('r.io/cart:1.5'))] })],
      ['stable 1.4, 3', 'canary 1.5, 1, 0 ready'],
      '3 of 4 on 1.4',
    ],
    [
      'pods that go and pods that are over do not count',
      [
        workload({
          ...between,
          pods: [
            ...pods(1, 'x', 'r.io/cart:1.4'),
            ...pods(1, 'x', 'r.io/cart:1.4', { deleting: true }),
            ...pods(1, 'y', 'r.io/cart:1.5', { phase: 'Failed' }),
          ],
        }),
      ],
      ['stable 1.4, 1'],
      null,
    ],
    [
      'of a third revision, the newest stands first',
      [
        workload({
          ...between,
          pods: [...pods(1, 'w', 'r.io/cart:1.3'), ...pods(2, 'x', 'r.io/cart:1.4'), ...pods(1, 'y', 'r.io/cart:1.5')],
        }),
      ],
      ['stable 1.4, 2', 'canary 1.5, 1', 'canary 1.3, 1'],
      '2 of 4 on 1.4',
    ],
    [
      'a canary has its weight',
      [rollout({ ...between, canaryWeight: 20, pods: [...pods(4, 'x', 'r.io/cart:1.4'), ...pods(1, 'y', 'r.io/cart:1.5')] })],
      ['stable 1.4, 4', 'canary 1.5, 1, 20 %'],
      null,
    ],
    [
      'an aborted canary whose pods are gone is no version',
      [rollout({ ...between, canaryWeight: 0, pods: pods(4, 'x', 'r.io/cart:1.4') })],
      ['stable 1.4, 4'],
      null,
    ],
    [
      'the other colour of a blue-green rollout is a preview',
      [rollout({ ...between, pods: [...pods(2, 'x', 'r.io/cart:1.4'), ...pods(2, 'y', 'r.io/cart:1.5')] })],
      ['stable 1.4, 2', 'preview 1.5, 2'],
      null,
    ],
    [
      'the old colour is about to go once the new one serves',
      [
        rollout({
          stableRevision: 'y',
          updateRevision: 'y',
          pods: [...pods(2, 'x', 'r.io/cart:1.3'), ...pods(2, 'y', 'r.io/cart:1.4')],
        }),
      ],
      ['stable 1.4, 2'],
      null,
    ],
    [
      'a StatefulSet with a partition runs two for as long as it is set',
      [
        workload({
          kind: 'StatefulSet',
          stableRevision: 'cart-1',
          updateRevision: 'cart-2',
          pods: [...pods(2, 'cart-1', 'r.io/cart:1.4'), ...pods(1, 'cart-2', 'r.io/cart:1.5')],
        }),
      ],
      ['stable 1.4, 2', 'canary 1.5, 1'],
      '2 of 3 on 1.4',
    ],
    [
      'of several workloads only the pods of those that change over are counted',
      [worker, workload({ ...between, pods: [...pods(2, 'x', 'r.io/cart:1.4'), ...pods(1, 'y', 'r.io/cart:1.5')] })],
      ['stable 1.4, 2', 'canary 1.5, 1'],
      '2 of 3 on 1.4',
    ],
    ['at rest those of all are', [worker, workload({ pods: pods(3, 'x', 'r.io/cart:1.4') })], ['stable 1.4, 7'], null],
    [
      'a configuration that rolls out changes no version',
      [workload({ ...between, pods: [...pods(2, 'x', 'r.io/cart:1.4'), ...pods(1, 'y', 'r.io/cart:1.4')] })],
      ['stable 1.4, 2', 'canary 1.4, 1'],
      null,
    ],
    [
      'of many pods all are counted, though some are listed',
      [
        workload({
          ...between,
          pods: [...pods(60, 'x', 'r.io/cart:1.4'), ...pods(40, 'y', 'r.io/cart:1.5')],
          morePods: 200,
          revisions: [
            { revision: 'x', pods: 210, ready: 210 },
            { revision: 'y', pods: 90, ready: 80 },
          ],
        }),
      ],
      ['stable 1.4, 210', 'canary 1.5, 90, 80 ready'],
      '210 of 300 on 1.4',
    ],
    [
      'where nobody says which revision serves, none is called stable',
      [workload({ pods: [...pods(1, 'x', 'r.io/cart:1.4'), ...pods(1, 'y', 'r.io/cart:1.5')] })],
      [],
      null,
    ],
  ])('%s', (_, workloads, expected, spread) => {
    const running = named(runningVersions(workloads, STABLE));
    expect(running.map(tell)).toEqual(expected);
    expect(spreadOfPods(running)).toBe(spread);
  });

  it('names a version of several images after all of them', () => {
    const cart = workload({ ...between, pods: [...pods(1, 'x', 'r.io/cart:1.4'), ...pods(1, 'y', 'r.io/cart:1.5')] });
    expect(runningVersions([worker, cart], STABLE)[1].version.images).toEqual([
      `r.io/cart:1.5@${digest('1.5')}`,
      `r.io/worker:7@${digest('7')}`,
    ]);
  });
});

describe('what an environment runs side by side', () => {
  const version = (name: string, role: RunningVersion['role'], count: number, weight: number | null = null): RunningVersion => ({
    version: { name },
    pods: count,
    ready: count,
    weight,
    role,
  });
  const words = (running: RunningVersion[] | undefined) =>
    running?.map(item => `${item.role} ${item.version.name}, ${item.pods}${item.weight === null ? '' : `, ${item.weight} %`}`);

  it.each<[string, RunningVersion[][], string[] | undefined]>([
    ['is nothing while each target runs one version', [[version('1.4', 'stable', 3)], [version('1.5', 'stable', 3)]], undefined],
    [
      'is what the target runs that changes over',
      [[version('1.4', 'stable', 3)], [version('1.4', 'stable', 2), version('1.5', 'canary', 1, 20)]],
      ['stable 1.4, 2', 'canary 1.5, 1, 20 %'],
    ],
    [
      'is what several run, added up, with a weight where they agree',
      [
        [version('1.4', 'stable', 2), version('1.5', 'canary', 1, 20)],
        [version('1.4', 'stable', 2), version('1.5', 'canary', 1, 40)],
      ],
      ['stable 1.4, 4', 'canary 1.5, 2'],
    ],
  ])('%s', (_, targets, expected) => {
    expect(words(runningSideBySide(targets.map(running => ({ running }))))).toEqual(expected);
  });
});
