import { ApplicationFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { applicationFacts } from '../../__testUtils__/facts';
import { ClusterRule } from '../model';
import { bindWorkload, namedApplications } from './bindWorkload';

const workloadFacts = (facts: Partial<WorkloadFacts> = {}): WorkloadFacts => ({
  cluster: 'eu',
  uid: 'u',
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
const tracked = { trackingId: 'cart-production:apps/Deployment:shop/cart' };
const managing = { workloads: [{ group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'cart' }] };
const joined: ClusterRule[] = [
  { name: 'eu', argocd: [{ instance: 'main', server: 'https://kubernetes.default.svc' }], kubernetes: 'eu' },
  { name: 'us', argocd: [{ instance: 'main', name: 'us' }], kubernetes: 'us' },
];

describe('bindWorkload', () => {
  const cases: Array<
    [string, Partial<WorkloadFacts>, Partial<ApplicationFacts>, { clusters?: ClusterRule[]; namesakes?: boolean }, unknown]
  > = [
    ['a tracking id binds in the joined cluster', tracked, {}, { clusters: joined, namesakes: true }, 'tracking-id'],
    ['a tracking id binds to the only application of that name', tracked, {}, {}, 'tracking-id'],
    ['a tracking id binds nothing where two have the name and no cluster is joined', tracked, {}, { namesakes: true }, undefined],
    ['a tracking id binds nothing from another joined cluster', { ...tracked, cluster: 'us' }, {}, { clusters: joined }, undefined],
    ['a tracking id of another application binds nothing, whatever the resources', tracked, { name: 'other', ...managing }, {}, undefined],
    [
      'a copied tracking id says nothing of the copy',
      { trackingId: 'cart-production:batch/CronJob:shop/cart', kind: 'Job', group: 'batch' },
      {},
      {},
      undefined,
    ],
    [
      'an application in a namespace of its own is named with it',
      { trackingId: 'team_cart-production:apps/Deployment:shop/cart' },
      { namespace: 'team' },
      {},
      'tracking-id',
    ],
    [
      'an application in another namespace is another one',
      { trackingId: 'team_cart-production:apps/Deployment:shop/cart' },
      { namespace: 'argocd' },
      {},
      undefined,
    ],
    ['the list of resources binds in the joined cluster', {}, managing, { clusters: joined }, 'resources'],
    ['the list of resources binds nothing where the cluster is not known', {}, managing, {}, undefined],
    [
      'a destination of the name of the connection is the same cluster',
      {},
      { ...managing, destination: { name: 'eu', namespace: 'shop' } },
      {},
      'resources',
    ],
    ['the instance label helps where no cluster is joined', { instanceLabel: 'cart-production' }, managing, {}, 'resources'],
    ['an instance label alone is a release of Helm', { instanceLabel: 'cart-production' }, {}, {}, undefined],
    ['an application that is gone has nothing', tracked, { gone: true }, {}, undefined],
  ];
  it.each(cases)('%s', (_, workload, application, { clusters = [], namesakes = false }, expected) => {
    expect(bindWorkload(workloadFacts(workload), applicationFacts(application), { clusters }, namesakes)).toBe(expected);
  });
});

describe('namedApplications', () => {
  it('names the application without its namespace, once', () => {
    expect(namedApplications({ trackingId: 'team_cart:apps/Deployment:shop/cart', instanceLabel: 'cart' })).toEqual(['cart']);
    expect(namedApplications({ instanceLabel: 'release' })).toEqual(['release']);
    expect(namedApplications({})).toEqual([]);
  });
});
