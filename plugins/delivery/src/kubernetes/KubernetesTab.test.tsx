import '@testing-library/jest-dom';
import { act, screen, within } from '@testing-library/react';
import { Workload, WorkloadPod } from '@slipway/plugin-delivery-common';
import { FakeDeliveryApi } from '../__testUtils__/FakeDeliveryApi';
import { openPage, standInForBrowser } from '../__testUtils__/openPage';
import { ServiceWorkloads } from './KubernetesTab';

const REF = 'component:default/cart';

beforeAll(standInForBrowser);

const pod = (name: string, more: Partial<WorkloadPod> = {}): WorkloadPod => ({
  name,
  uid: name,
  revision: 'one',
  phase: 'Running',
  ready: true,
  startedAt: '2026-05-01T11:00:00Z',
  argocdUrl: `https://argocd.example.com/${name}`,
  containers: [{ name: 'app', image: 'registry.example.com/cart:v1', digest: `sha256:${'a'.repeat(64)}`, ready: true, restarts: 0 }],
  ...more,
});

const workload = (more: Partial<Workload> = {}): Workload => ({
  subject: 'workload/eu/u',
  cluster: 'eu',
  group: 'apps',
  kind: 'Deployment',
  namespace: 'shop',
  name: 'cart',
  application: 'cart-production',
  boundBy: 'tracking-id',
  environment: 'production',
  images: [],
  desired: 2,
  updated: 2,
  available: 2,
  observed: true,
  paused: false,
  canaryWeight: null,
  stableRevision: 'one',
  updateRevision: 'one',
  conditions: [],
  pods: [pod('cart-a'), pod('cart-b')],
  morePods: 0,
  argocdUrl: 'https://argocd.example.com/cart',
  source: 'kubernetes/eu',
  seenAt: '2026-05-01T11:00:00Z',
  lastHeardAt: null,
  ...more,
});

async function open(...items: Workload[]) {
  const api = new FakeDeliveryApi();
  api.workloads[REF] = items;
  await openPage(api, <ServiceWorkloads serviceRef={REF} />);
  return api;
}

const rowOf = async (name: RegExp) => (await screen.findByRole('rowheader', { name })).closest<HTMLElement>('tr')!;

describe('the Kubernetes tab', () => {
  it('shows a workload with its pods, what each runs, who says so, and the way to its log', async () => {
    await open(workload());
    expect(await screen.findByRole('heading', { name: '1 workload, 2 pods, all ready' })).toBeInTheDocument();
    const panel = await screen.findByRole('region', { name: /Deployment cart/ });
    expect(within(panel).getByText(/2 of 2 available/)).toBeInTheDocument();
    expect(within(panel).getByText(/As kubernetes\/eu saw it/)).toBeInTheDocument();
    const row = await rowOf(/cart-a/);
    expect(within(row).getByText('Ready')).toBeInTheDocument();
    expect(within(row).getByText(/runs sha256:aaaaaa…aaaa/)).toBeInTheDocument();
    expect(within(row).getByRole('link')).toHaveAttribute('href', 'https://argocd.example.com/cart-a');
  });

  it('says why a pod is in trouble, and which revision it is of', async () => {
    const crashing = pod('cart-c', {
      revision: 'two',
      ready: false,
      containers: [
        { name: 'app', image: 'cart:v2', ready: false, restarts: 5, reason: 'CrashLoopBackOff', message: 'OOMKilled: exit code 137' },
      ],
    });
    await open(workload({ updateRevision: 'two', updated: 1, pods: [pod('cart-a'), crashing] }));
    expect(await screen.findByRole('heading', { name: '1 workload, 2 pods, 1 not ready' })).toBeInTheDocument();
    const row = await rowOf(/cart-c/);
    expect(within(row).getByText('CrashLoopBackOff')).toBeInTheDocument();
    expect(within(row).getByText('OOMKilled: exit code 137')).toBeInTheDocument();
    expect(within(row).getByText('5 or more')).toBeInTheDocument();
    expect(within(row).getByText('what it runs is not known')).toBeInTheDocument();
    expect(within(row).getByText('new')).toBeInTheDocument();
    expect(within(await rowOf(/cart-a/)).getByText('stable')).toBeInTheDocument();
  });

  it('says since when a silent source was not heard, and keeps its last word', async () => {
    await open(workload({ lastHeardAt: '2026-05-01T11:30:00Z' }));
    expect(await screen.findByText(/was last heard/)).toHaveTextContent('this is what it said then');
    expect(await rowOf(/cart-a/)).toBeInTheDocument();
  });

  it('reads again when the stream says that the service changed', async () => {
    const api = await open(workload());
    await rowOf(/cart-a/);
    api.workloads[REF] = [workload({ pods: [pod('cart-z')] })];
    act(() => api.say({ type: 'changed', refs: [REF] }));
    expect(await rowOf(/cart-z/)).toBeInTheDocument();
  });

  it('says what to do where nothing is known', async () => {
    await open();
    expect(await screen.findByText(/No workload of this service is known/)).toBeInTheDocument();
  });
});
