import { AnyObservation, FactsByKind, ObservationKind, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { postgres } from '../../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING, SETTINGS } from '../../__testUtils__/createTestRecord';
import { applicationFacts, entityFacts } from '../../__testUtils__/facts';
import { Visibility } from '../../database';

jest.setTimeout(60_000);

const REF = 'component:default/cart';
const NOBODY: Visibility = { filter: { ownerIn: ['group:default/other'] }, includeUnclaimed: false };

function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K], position = 1): AnyObservation {
  return observe(kind, facts, { source: `${kind}s`, order: { epoch: '0', position: String(position) } });
}

const workload = (name: string, facts: Partial<WorkloadFacts> = {}, position = 1) =>
  seen(
    'workload',
    {
      cluster: 'eu',
      uid: `uid-of-${name}`,
      group: 'apps',
      kind: 'Deployment',
      namespace: 'cart-production',
      name,
      trackingId: `cart-production:apps/Deployment:cart-production/${name}`,
      labels: {},
      images: ['registry.example.com/acme/cart:1.4.0'],
      desired: 2,
      observed: true,
      conditions: [],
      pods: [],
      ...facts,
    },
    position,
  );

describe('listWorkloads', () => {
  const databases = postgres();

  async function recorded(...observations: AnyObservation[]) {
    const record = await createTestRecord(databases, { ...SETTINGS, argocdUrls: { main: 'https://argocd.example.com/' } });
    await record.record([
      seen(
        'entity',
        entityFacts({ ref: REF, annotations: { 'argocd/app-name': 'cart-production', 'backstage.io/kubernetes-id': 'cart' } }),
      ),
      seen('application', applicationFacts()),
      ...observations,
    ]);
    await record.project();
    return {
      record,
      list: async (visibility: Visibility = EVERYTHING) => (await record.queries.listWorkloads({ ref: REF, visibility })).items,
    };
  }

  it('lists the workloads of the applications, and those that carry the id of the entity', async () => {
    const { list } = await recorded(
      workload('web'),
      workload('worker', { trackingId: undefined, labels: { 'backstage.io/kubernetes-id': 'cart' } }),
      workload('other', { trackingId: 'payments:apps/Deployment:cart-production/other' }),
    );
    expect(
      (await list()).map(({ name, application, boundBy, environment, source }) => [name, application, boundBy, environment, source]),
    ).toEqual([
      ['web', 'cart-production', 'tracking-id', 'production', 'workloads'],
      ['worker', null, 'kubernetes-id', null, 'workloads'],
    ]);
  });

  it('shows the newest state with its pods, links and age, and nothing that is gone', async () => {
    const pod = { name: 'web-1', uid: 'p1', phase: 'Running', ready: false, containers: [] };
    const { list } = await recorded(workload('web'), workload('web', { available: 1, pods: [pod] }, 2), workload('old', { gone: true }));
    expect(await list()).toEqual([
      expect.objectContaining({
        name: 'web',
        desired: 2,
        available: 1,
        updated: null,
        pods: [
          {
            ...pod,
            argocdUrl: 'https://argocd.example.com/applications/argocd/cart-production?resource=&node=%2FPod%2Fcart-production%2Fweb-1%2F0',
          },
        ],
      }),
    ]);
  });

  it('says in the fleet which version the pods run, which is stronger than what Argo CD says', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const container = { name: 'web', image: 'registry.example.com/acme/cart:1.3.0', digest, ready: true, restarts: 0 };
    const pods = [{ name: 'web-1', uid: 'p1', phase: 'Running', ready: true, containers: [container] }];
    const { record } = await recorded(workload('web'));
    const cell = async () => {
      const { cells } = await record.queries.getService({ ref: REF, visibility: EVERYTHING });
      const { version } = cells.find(item => item.environment === 'production')!;
      return [version.name, version.basis];
    };
    expect(await cell()).toEqual(['1.4.0', 'argocd-list']);

    await record.record([workload('web', { pods }, 2)]);
    await record.project();

    expect(await cell()).toEqual(['1.3.0', 'pods']);
    const { runs } = await record.queries.getArtifact({ digest, visibility: EVERYTHING });
    expect(runs).toMatchObject([{ application: 'cart-production', since: null }]);
  });

  it('tells the stream when a workload changes', async () => {
    const { record } = await recorded(workload('web'));
    const sequence = await record.queries.latestSequence();
    await record.record([workload('web', { available: 2 }, 2)]);
    await record.project();
    expect((await record.queries.changesSince({ sequence, visibility: EVERYTHING })).refs).toEqual([REF]);
  });

  it('hides what the caller may not see', async () => {
    const { list } = await recorded(workload('web'));
    await expect(list(NOBODY)).rejects.toThrow(`There is no service '${REF}', or it is not shown to you`);
  });
});
