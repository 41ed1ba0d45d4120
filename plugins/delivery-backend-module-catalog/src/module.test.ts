import { coreServices, createBackendModule, createBackendPlugin, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend, TestDatabases } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { eventsServiceFactory } from '@backstage/plugin-events-node';
import { EntityFacts } from '@slipway/plugin-delivery-common';
import { DeliverySource, deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';
import { FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import deliveryModuleCatalog from './index';

jest.setTimeout(90_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

/** A catalog with our source in it, entities from a provider, and a record in memory. */
async function start() {
  const knex = await databases.init('POSTGRES_18');
  const sources = new Array<DeliverySource>();
  let provider: EntityProviderConnection | undefined;
  await startTestBackend({
    features: [
      catalogPlugin,
      deliveryModuleCatalog,
      createBackendPlugin({
        pluginId: 'delivery',
        register(env) {
          env.registerExtensionPoint(deliverySourcesExtensionPoint, { addSource: source => void sources.push(source) });
          env.registerInit({ deps: {}, async init() {} });
        },
      }),
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'entities-of-this-test',
        register(env) {
          env.registerInit({
            deps: { processing: catalogProcessingExtensionPoint },
            async init({ processing }) {
              processing.addEntityProvider({
                getProviderName: () => 'test',
                connect: async connection => {
                  provider = connection;
                },
              });
            },
          });
        },
      }),
      // The mock of the events service has a bus per plugin; the real one has a bus per process.
      eventsServiceFactory,
      mockServices.rootConfig.factory({
        data: { app: { baseUrl: 'http://localhost' }, backend: { baseUrl: 'http://localhost' }, events: { useEventBus: 'never' } },
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () => ({ getClient: async () => knex }),
      }),
    ],
  });
  const connection = new FakeSourceConnection();
  const give = (entities: Entity[]) =>
    provider!.applyMutation({ type: 'full', entities: entities.map(item => ({ entity: item, locationKey: 'test' })) });
  return { source: sources[0], connection, give };
}

function entity(kind: string, name: string, more: { title?: string; spec?: object; annotations?: object }): Entity {
  const annotations = {
    'backstage.io/managed-by-location': 'url:https://example.com/catalog.yaml',
    'backstage.io/managed-by-origin-location': 'url:https://example.com/catalog.yaml',
    ...more.annotations,
  };
  const metadata = { name, namespace: 'default', title: more.title, annotations };
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata, spec: { ...more.spec } };
}

const SHOP = entity('System', 'shop', { title: 'The shop', spec: { owner: 'sellers' } });

function checkout(annotations: object): Entity {
  const spec = { type: 'service', lifecycle: 'production', owner: 'Sellers', system: 'shop' };
  return entity('Component', 'checkout', { spec, annotations });
}

describe('the module beside a real catalog', () => {
  it('records entities as they appear, change and go', async () => {
    const { source, connection, give } = await start();
    const running = source.run(connection);
    const newest = (ref: string) =>
      connection
        .present('entity')
        .map(observation => observation.facts as EntityFacts)
        .find(facts => facts.ref === ref);

    await give([SHOP, checkout({})]);
    await connection.until('the checkout', () => newest('component:default/checkout')?.owner !== undefined);
    await connection.until('its system', () => newest('system:default/shop') !== undefined);
    expect(newest('component:default/checkout')).toEqual({
      ref: 'component:default/checkout',
      owner: 'group:default/sellers',
      system: 'system:default/shop',
      type: 'service',
      lifecycle: 'production',
      tags: [],
      annotations: {},
    });
    expect(newest('system:default/shop')).toMatchObject({ title: 'The shop', owner: 'group:default/sellers' });

    await give([SHOP, checkout({ 'argocd/app-name': 'checkout' })]);
    await connection.until('the new annotation', () => newest('component:default/checkout')?.annotations['argocd/app-name'] === 'checkout');

    await give([SHOP]);
    await connection.until('the end of the checkout', () => newest('component:default/checkout')?.gone === true);
    expect(newest('system:default/shop')?.gone).toBeUndefined();

    connection.loseLease();
    await running;
  });
});
