import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { ApplicationFacts, ServiceRow } from '@slipway/plugin-delivery-common';
import { DeliverySource, deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';
import { FakeSource } from '@slipway/plugin-delivery-node/testUtils';
import { setTimeout as pause } from 'node:timers/promises';
import request from 'supertest';
import { postgres } from './__testUtils__/createTestDatabase';
import { applicationFacts } from './__testUtils__/facts';
import { deliveryPlugin } from './plugin';

const service = mockCredentials.service.header();

jest.setTimeout(120_000);

// Outside of describe, so that the backends end before their databases go.
const databases = postgres();

describe('the delivery plugin', () => {
  async function start(options: { delivery?: JsonObject; sources?: DeliverySource[] } = {}) {
    const knex = await databases.init('POSTGRES_18');
    const module = createBackendModule({
      pluginId: 'delivery',
      moduleId: 'tests',
      register(env) {
        env.registerInit({
          deps: { sources: deliverySourcesExtensionPoint },
          async init({ sources }) {
            options.sources?.forEach(source => sources.addSource(source));
          },
        });
      },
    });
    const delivery = { credentials: [{ name: 'tests', subject: 'external:test-service' }], ...options.delivery };
    const { server } = await startTestBackend({
      features: [
        deliveryPlugin,
        module,
        mockServices.rootConfig.factory({ data: { delivery } }),
        mockServices.database.factory({ knex }),
        mockServices.httpAuth.factory({ defaultCredentials: mockCredentials.none() }),
      ],
    });
    const get = async (path: string) => (await request(server).get(`/api/delivery${path}`).set('authorization', service)).body;
    return { server, knex, get };
  }

  const post = (server: Parameters<typeof request>[0], facts: Partial<ApplicationFacts>, id = '1') =>
    request(server)
      .post('/api/delivery/events')
      .set({ authorization: service, 'content-type': 'application/cloudevents+json' })
      .send(
        JSON.stringify({
          specversion: '1.0',
          id,
          source: 'tests',
          type: 'dev.slipway.application.observed.v1',
          data: { order: { epoch: '0', position: id }, facts: applicationFacts(facts) },
        }),
      );

  /** Asks again until the answer fits; fails after 20 s with the last one. */
  async function until<T>(ask: () => Promise<T>, fits: (answer: T) => boolean): Promise<T> {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const answer = await ask();
      if (fits(answer)) {
        return answer;
      }
      await pause(50);
      if (Date.now() > deadline) {
        throw new Error(`The answer did not become the wanted one in 20 s; the last was ${JSON.stringify(answer)}`);
      }
    }
  }

  it('shows a posted application in the fleet', async () => {
    const { server, get } = await start();

    await post(server, { name: 'cart-dev' }).expect(202, { accepted: 1, duplicates: 0, rejected: [] });

    const { items } = await until<{ items: ServiceRow[] }>(
      () => get('/services'),
      answer => answer.items.length > 0,
    );
    expect(items).toMatchObject([
      {
        ref: 'unclaimed:cart',
        name: 'cart',
        claimed: false,
        cells: expect.arrayContaining([expect.objectContaining({ environment: 'dev', word: 'Healthy' })]),
      },
    ]);
    expect(await get('/unclaimed/cart')).toMatchObject({ name: 'cart', targets: [{ application: 'cart-dev' }] });
    expect((await get('/applications')).items).toMatchObject([{ name: 'cart-dev', sync: 'Synced' }]);
  });

  it('runs the sources that modules bring and lists how they do', async () => {
    const source = new FakeSource('argocd/main');
    const { get } = await start({ sources: [source] });

    await source.record([
      { id: '1', source: 'argocd/main', kind: 'application', order: { epoch: '1', position: '1' }, facts: applicationFacts({}) },
    ]);

    await until<{ items: ServiceRow[] }>(
      () => get('/services'),
      answer => answer.items.length > 0,
    );
    expect((await get('/sources')).items).toMatchObject([{ name: 'argocd/main', state: 'live', silent: false }]);
  });

  it('does not start with a key that it does not know', async () => {
    await expect(start({ delivery: { enviroments: [] } })).rejects.toThrow("'delivery.enviroments' is not known");
  });

  it('does not start with two sources of one name', async () => {
    await expect(start({ sources: [new FakeSource('argocd/main'), new FakeSource('argocd/main')] })).rejects.toThrow(
      "Two sources are called 'argocd/main'",
    );
  });
});
