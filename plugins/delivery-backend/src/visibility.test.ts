import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult, PolicyDecision } from '@backstage/plugin-permission-common';
import { AnyObservation, deliveryServiceReadPermission } from '@slipway/plugin-delivery-common';
import { postgres } from './__testUtils__/createTestDatabase';
import { eventually } from './__testUtils__/eventually';
import { applicationFacts, entityFacts } from './__testUtils__/facts';
import { startPlugin } from './__testUtils__/startPlugin';
import { StreamReader } from './api/__testUtils__/StreamReader';
import { createDeliveryServiceConditionalDecision, deliveryServiceConditions } from './api/permissions/rules';

jest.setTimeout(120_000);

// Outside of describe, so that the backends end before their databases go.
const databases = postgres();

const user = mockCredentials.user.header();
let position = 0;

function seen(observation: Pick<AnyObservation, 'kind' | 'facts'>): AnyObservation {
  position += 1;
  return { ...observation, id: String(position), source: 'tests', order: { epoch: '0', position: String(position) } } as AnyObservation;
}

const entity = (name: string, owner: string, tags: string[] = []) =>
  seen({
    kind: 'entity',
    facts: entityFacts({
      ref: `component:default/${name}`,
      owner,
      system: `system:default/${name}s`,
      tags,
      annotations: { 'argocd/app-name': `${name}-dev` },
    }),
  });

const application = (name: string, health: 'Healthy' | 'Degraded' = 'Healthy') =>
  seen({
    kind: 'application',
    facts: applicationFacts({
      uid: name,
      name,
      health,
      destination: { server: 'https://kubernetes.default.svc', namespace: name },
      images: [`registry.example.com/acme/${name}:2.0.0`],
    }),
  });

/** Conditions on services, and nothing else. */
const only =
  (conditions: Parameters<typeof createDeliveryServiceConditionalDecision>[1]) =>
  (permission: string): PolicyDecision =>
    permission === deliveryServiceReadPermission.name
      ? createDeliveryServiceConditionalDecision(deliveryServiceReadPermission, conditions)
      : { result: AuthorizeResult.DENY };

const { isOwner, hasSystem, hasTag, hasEnvironment } = deliveryServiceConditions;
const POLICIES: Record<string, ReturnType<typeof only>> = {
  owner: only(isOwner({ claims: ['group:default/shop'] })),
  system: only(hasSystem({ systems: ['system:default/carts'] })),
  tag: only(hasTag({ tags: ['public'] })),
  'a negated rule': only({ not: isOwner({ claims: ['group:default/bank'] }) }),
  'rules together': only({ allOf: [hasEnvironment({ environments: ['dev'] }), { anyOf: [hasTag({ tags: ['public'] })] }] }),
};

describe('a conditional policy', () => {
  let policy = POLICIES.owner;
  let plugin: Awaited<ReturnType<typeof startPlugin>>;

  beforeAll(async () => {
    const knex = await databases.init('POSTGRES_18');
    plugin = await startPlugin({ knex, decide: permission => policy(permission) });
    await plugin
      .post([
        entity('cart', 'group:default/shop', ['public']),
        entity('ledger', 'group:default/bank'),
        application('cart-dev'),
        application('ledger-dev'),
        application('legacy-dev'),
      ])
      .expect(202, { accepted: 5, duplicates: 0, rejected: [] });
    await eventually(async () => {
      const { body } = await plugin.get('/services').expect(200);
      // eslint-disable-next-line jest/no-standalone-expect -- looked at until it holds
      expect(body.items.map((row: { name: string }) => row.name).sort()).toEqual(['cart', 'ledger', 'legacy']);
    });
  });

  it.each(Object.keys(POLICIES))('by %s hides rows, counts and applications', async name => {
    policy = POLICIES[name];
    const paths = [
      '/services',
      '/services?sort=-name&limit=1',
      '/services?sort=health',
      '/services?sort=-lastDeployed',
      '/services?q=dev',
      '/services?environment=dev&health=Healthy',
      '/services/counts',
      '/applications',
      '/applications?sort=-seenAt',
      '/services/default/component/cart',
      '/services/default/component/cart/changes',
    ];
    for (const path of paths) {
      const { text } = await plugin.get(path, user).expect(200);
      expect([path, /ledger|legacy|bank/.exec(text)]).toEqual([path, null]);
    }
    expect((await plugin.get('/services', user)).body.items).toMatchObject([{ name: 'cart' }]);
    expect((await plugin.get('/services/counts', user)).body).toMatchObject({ total: 1, services: 1, unclaimed: 0 });
    expect((await plugin.get('/services/counts?q=ledger', user)).body).toMatchObject({ total: 0 });
    expect((await plugin.get('/services?owner=group:default/bank', user)).body).toEqual({ items: [], nextCursor: null });
    expect((await plugin.get('/applications', user)).body.items).toMatchObject([{ name: 'cart-dev' }]);

    const answers = await Promise.all(
      ['/services/default/component/ledger', '/services/default/component/nothing', '/services/default/component/ledger/changes'].map(
        path => plugin.get(path, user).expect(404),
      ),
    );
    expect(answers[0].body.error.message.replace('ledger', 'nothing')).toBe(answers[1].body.error.message);
    await plugin.get('/unclaimed/legacy', user).expect(404);
    await plugin.get('/sources', user).expect(403);
  });

  it('hides what changes from the stream', async () => {
    policy = POLICIES.owner;
    const stream = await StreamReader.open(`${plugin.baseUrl}/stream`, { authorization: user });
    await stream.until('the beginning', message => message.id !== undefined);

    await plugin.post([application('ledger-dev', 'Degraded'), application('legacy-dev', 'Degraded')]).expect(202);
    await eventually(async () => {
      const { body } = await plugin.get('/services?health=Degraded').expect(200);
      expect(body.items).toHaveLength(2);
    });
    await plugin.post([application('cart-dev', 'Degraded')]).expect(202);

    await stream.until('the row of the caller', message => message.event === 'changed');
    stream.close();
    expect(JSON.stringify(stream.messages)).not.toMatch(/ledger|legacy/);
    expect(stream.messages.at(-1)).toMatchObject({ event: 'changed', data: { refs: ['component:default/cart'] } });
  });
});
