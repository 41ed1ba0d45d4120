import { PodFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { applicationFacts } from '../../__testUtils__/facts';
import { ApplicationProjection } from '../model';
import { runningImages, withRunningVersion } from './runningVersion';

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const container = (image: string, letter?: string, role?: 'init' | 'injected') => ({
  name: image,
  image,
  ready: true,
  restarts: 0,
  ...(letter && { digest: digest(letter) }),
  ...(role && { role }),
});
const pod = (revision: string, ...containers: PodFacts['containers']): PodFacts => ({
  name: revision,
  uid: revision,
  revision,
  phase: 'Running',
  ready: true,
  containers,
});
const workload = (facts: Partial<WorkloadFacts>): WorkloadFacts => ({
  cluster: 'eu',
  uid: '1',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'cart',
  name: 'cart',
  labels: {},
  images: [],
  observed: true,
  desired: 2,
  conditions: [],
  pods: [],
  ...facts,
});
const cart = container('r.io/cart:1.4', 'a');

describe('what an application runs', () => {
  it.each<[string, WorkloadFacts[], string[] | undefined]>([
    ['is what its pods run', [workload({ pods: [pod('x', cart), pod('x', cart)] })], [`r.io/cart:1.4@${digest('a')}`]],
    [
      'is the stable revision while another comes',
      [workload({ stableRevision: 'x', updateRevision: 'y', pods: [pod('x', cart), pod('y', container('r.io/cart:1.5', 'b'))] })],
      [`r.io/cart:1.4@${digest('a')}`],
    ],
    [
      'leaves out what others put beside it',
      [workload({ pods: [pod('x', cart, container('mesh', 'c', 'injected'), container('migrate', 'd', 'init'))] })],
      [`r.io/cart:1.4@${digest('a')}`],
    ],
    [
      'is that of all its workloads',
      [workload({ pods: [pod('x', cart)] }), workload({ uid: '2', pods: [pod('y', container('r.io/worker:7', 'b'))] })],
      [`r.io/cart:1.4@${digest('a')}`, `r.io/worker:7@${digest('b')}`],
    ],
    ['is not known while a node has not said its digest', [workload({ pods: [pod('x', container('r.io/cart:1.4'))] })], undefined],
    ['is not known while there are no pods yet', [workload({})], undefined],
    [
      'leaves out what is scaled to nothing',
      [workload({ pods: [pod('x', cart)] }), workload({ uid: '2', desired: 0 })],
      [`r.io/cart:1.4@${digest('a')}`],
    ],
    [
      'leaves out pods that go',
      [workload({ pods: [pod('x', cart), { ...pod('w', container('r.io/cart:1.3', 'b')), deleting: true }] })],
      [`r.io/cart:1.4@${digest('a')}`],
    ],
    ['is not told by jobs', [workload({ group: 'batch', kind: 'Job', pods: [pod('x', cart)] })], undefined],
    ['is not told where nothing is watched', [], undefined],
  ])('%s', (_, workloads, expected) => {
    expect(runningImages(workloads)).toEqual(expected && { images: expected });
  });
});

describe('the version that pods show', () => {
  const projection = (images: string[]) =>
    ({
      facts: applicationFacts(),
      version: { name: '1.4', images, basis: 'deployment', revision: 'abc' },
      versionSince: '2026-03-01T10:00:00Z',
    }) as ApplicationProjection;
  const running = [workload({ pods: [pod('x', cart)] })];

  it.each([
    ['a tag', 'r.io/cart:1.4'],
    ['a tag and the digest of an index', `r.io/cart:1.4@${digest('f')}`],
    ['its digest alone', `r.io/cart@${digest('a')}`],
  ])('is the one of which Argo CD speaks by %s, and has run since then', (_, image) => {
    expect(withRunningVersion(projection([image]), running)).toMatchObject({
      version: { name: '1.4', images: [`r.io/cart:1.4@${digest('a')}`], basis: 'pods', revision: 'abc' },
      versionSince: '2026-03-01T10:00:00Z',
    });
  });

  it('is another than Argo CD says, and nobody knows since when', () => {
    const { version, versionSince } = withRunningVersion(projection(['r.io/cart:1.5']), running);
    expect([version.images, version.basis, version.revision, versionSince]).toEqual([
      [`r.io/cart:1.4@${digest('a')}`],
      'pods',
      undefined,
      null,
    ]);
  });

  it('is not known where pods of two revisions run and nobody says which is newer', () => {
    const split = [workload({ kind: 'DaemonSet', name: 'agent', pods: [pod('x', cart), pod('y', container('r.io/cart:1.5', 'b'))] })];
    expect(withRunningVersion(projection(['r.io/cart:1.5']), split)).toMatchObject({
      version: {
        name: null,
        basis: 'none',
        reason: 'unknown which: pods of DaemonSet agent run 2 revisions, and it does not tell which is newer',
      },
      versionSince: null,
      running: [],
    });
  });

  it('is what Argo CD says where no pod does', () => {
    const said = projection(['r.io/cart:1.5']);
    expect(withRunningVersion(said, [])).toBe(said);
  });
});
