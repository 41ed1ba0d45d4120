import { mockCredentials } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ServiceRow } from '@slipway/plugin-delivery-common';
import request from 'supertest';
import { Decide, startApi } from './__testUtils__/startApi';
import { createDeliveryServiceConditionalDecision, deliveryServiceConditions } from './permissions/rules';
import { deliveryServiceReadPermission } from '@slipway/plugin-delivery-common';

const user = mockCredentials.user.header();

const row = (name: string, over: Partial<ServiceRow> = {}): ServiceRow => ({
  ref: `component:default/${name}`,
  name,
  claimed: true,
  owner: 'group:default/shop',
  cells: [],
  ...over,
});

const ROWS = [
  row('cart'),
  row('ledger', { owner: 'group:default/bank' }),
  row('legacy', { ref: 'unclaimed:legacy', claimed: false, owner: null }),
];

const shopOnly: Decide = permission =>
  permission === deliveryServiceReadPermission.name
    ? createDeliveryServiceConditionalDecision(deliveryServiceReadPermission, {
        anyOf: [deliveryServiceConditions.isOwner({ claims: ['group:default/Shop'] })],
      })
    : { result: AuthorizeResult.DENY };

const denied: Decide = () => ({ result: AuthorizeResult.DENY });

async function start(decide?: Decide) {
  const api = await startApi({ decide });
  api.queries.rows = ROWS;
  const get = (path: string, authorization = user) => request(api.server).get(`/api/delivery${path}`).set('authorization', authorization);
  return { ...api, get };
}

const UNBOUND = { project: 'default', applicationSet: null, services: [], annotated: false };

it('says of everything it shows that it is of a demo, where it is', async () => {
  const { server } = await startApi({ demo: true });
  const get = (path: string) => request(server).get(`/api/delivery${path}`).set('authorization', user);
  for (const path of ['/services', '/services/counts', '/deployments', '/sources']) {
    expect((await get(path).expect(200)).body).toMatchObject({ demo: true });
  }
  expect((await get('/openapi.json').expect(200)).body).not.toHaveProperty('demo');
  expect((await get('/services?limit=0').expect(400)).body).not.toHaveProperty('demo');
  const real = await startApi();
  expect((await request(real.server).get('/api/delivery/services').set('authorization', user).expect(200)).body).not.toHaveProperty('demo');
});

describe('reads', () => {
  let open: Awaited<ReturnType<typeof start>>;
  let closed: Awaited<ReturnType<typeof start>>;
  beforeAll(async () => {
    open = await start();
    closed = await start(denied);
  });

  it('hands filters, order and page on as they are asked for', async () => {
    const { get, queries } = await start();

    await get(
      '/services?limit=2&cursor=abc&sort=-name&owner=group:default/a&owner=group:default/b&environment=dev&health=Degraded&sync=Synced&state=attention&q=car',
    ).expect(200);
    await get('/services').expect(200);

    expect(queries.requests.map(({ request: asked }) => asked)).toMatchObject([
      {
        limit: 2,
        cursor: 'abc',
        sort: '-name',
        filter: {
          owner: ['group:default/a', 'group:default/b'],
          environment: 'dev',
          health: ['Degraded'],
          sync: ['Synced'],
          state: 'attention',
          q: 'car',
        },
      },
      { limit: 50, sort: 'system', filter: {} },
    ]);
  });

  it.each([
    ['/services?limit=0', "'limit' must be a whole number from 1 to 200, got '0'"],
    ['/services?limit=201', "'limit' must be a whole number from 1 to 200"],
    ['/services?limit=ten', "'limit' must be a whole number"],
    ['/services?limit=1&limit=2', "'limit' is given 2 times"],
    ['/services?sort=colour', "'sort' must be one of name, -name, system"],
    [
      '/services?health=Healthy&health=Fine',
      "'health' must be one of Healthy, Progressing, Degraded, Suspended, Missing, Unknown, got 'Fine'",
    ],
    ['/services?health=Healthy,Degraded', "'health' must be one of"],
    [`/services?q=${'x'.repeat(201)}`, "'q' may have 200 characters"],
    ['/services?colour=red', "'colour' is not known; known are limit, cursor, sort"],
    ['/services?cursor=broken', 'The cursor is not one that this list gave'],
    ['/services/counts?limit=1', "'limit' is not known"],
    ['/services/default/component/cart?deep=1', "'deep' is not known; none is taken here"],
    ['/applications?sort=uid', "'sort' must be one of name, -name, seenAt, -seenAt"],
    ['/rules/try', "'rule' is missing"],
    ['/rules/try?rule={', "'rule' is not JSON"],
    [`/rules/try?rule=${encodeURIComponent('{"name":"x","macht":[]}')}`, "'rule.macht' is not known"],
    [`/rules/try?rule=${encodeURIComponent('{"entity":"cart"}')}`, "'rule.entity' must be an entity ref"],
  ])('answers 400 to %s', async (path, message) => {
    const { body } = await open.get(path).expect(400);
    expect(body.error).toMatchObject({ name: 'InputError', message: expect.stringContaining(message) });
  });

  it.each([
    '/services',
    '/services/counts',
    '/services/default/component/cart',
    '/unclaimed',
    '/unclaimed/legacy',
    '/applications',
    '/sources',
    '/stream',
    '/rules/try?rule="dev"',
    '/schemas/change',
  ])('answers 401 to %s without a token', async path => {
    expect((await request(open.server).get(`/api/delivery${path}`)).status).toBe(401);
  });

  it.each([
    '/services',
    '/services/counts',
    '/services/default/component/cart',
    '/unclaimed',
    '/unclaimed/legacy',
    '/applications',
    '/sources',
    '/stream',
    '/rules/try?rule="dev"',
  ])('answers 403 to %s without any permission', async path => {
    const { body } = await closed.get(path).expect(403);
    expect(body.error.name).toBe('NotAllowedError');
  });

  it('shows a caller only what the conditions allow', async () => {
    const { get } = await start(shopOnly);

    expect((await get('/services').expect(200)).body.items.map((item: ServiceRow) => item.name)).toEqual(['cart']);
    expect((await get('/services/counts').expect(200)).body.total).toBe(1);
    await get('/services/default/component/CART').expect(200);
    const hidden = await get('/services/default/component/ledger').expect(404);
    const absent = await get('/services/default/component/nothing').expect(404);
    expect(hidden.body.error.message.replace('ledger', 'nothing')).toBe(absent.body.error.message);
    await get('/unclaimed/legacy').expect(404);
    expect((await get('/unclaimed').expect(200)).body.items).toEqual([]);
    await get('/sources').expect(403);
    await get('/rules/try?rule="dev"').expect(403);
  });

  it('lists sources with the environments in promotion order', async () => {
    const { body } = await open.get('/sources').expect(200);
    expect(body).toMatchObject({ items: [{ name: 'argocd/main' }], nextCursor: null, environments: ['dev', 'production'] });
  });

  it('tells what a rule maps and what it would change', async () => {
    const { get, queries } = await start();
    const target = { subject: 's', instance: 'main', cluster: 'main/in-cluster', labels: {}, ...UNBOUND };
    queries.targets = [
      { ...target, application: 'cart-live', namespace: 'live', destination: { namespace: 'live' }, environment: null },
      { ...target, application: 'cart-dev', namespace: 'dev', destination: { namespace: 'dev' }, environment: 'dev' },
    ];

    const { body } = await get(`/rules/try?rule=${encodeURIComponent('{"name":"production","match":[{"namespace":"live"}]}')}`).expect(200);

    const live = {
      application: 'cart-live',
      instance: 'main',
      cluster: 'main/in-cluster',
      namespace: 'live',
      from: null,
      to: 'production',
    };
    expect(body).toEqual({ maps: [live], changes: [live] });
  });

  it('tells which applications a rule would give to which service', async () => {
    const { get, queries } = await start();
    const target = { subject: 's', instance: 'main', cluster: 'main/in-cluster', labels: {}, environment: null, ...UNBOUND };
    const place = { namespace: 'shop', destination: { namespace: 'shop' } };
    queries.targets = [
      { ...target, ...place, application: 'cart-dev' },
      { ...target, ...place, application: 'till-dev' },
      { ...target, ...place, application: 'cart-production', services: ['component:default/basket'], annotated: true },
      { ...target, namespace: 'blog', destination: { namespace: 'blog' }, application: 'cart' },
    ];
    queries.entities.add('component:default/cart');

    const rule = JSON.stringify({ entity: 'component:default/{service}', match: [{ namespace: 'shop' }] });
    const { body } = await get(`/rules/try?rule=${encodeURIComponent(rule)}`).expect(200);

    const dev = {
      application: 'cart-dev',
      instance: 'main',
      cluster: 'main/in-cluster',
      namespace: 'shop',
      from: null,
      to: 'component:default/cart',
    };
    expect(body).toEqual({ maps: [dev], changes: [dev] });
  });

  it('publishes the schema of each kind', async () => {
    const { body } = await open
      .get('/schemas/application')
      .expect(200)
      .expect('content-type', /application\/schema\+json/);
    expect(body.title).toBe('dev.slipway.application.observed.v1');
    await open.get('/schemas/rumour').expect(404);
  });
});
