import { coreServices, createBackendModule, createServiceFactory } from '@backstage/backend-plugin-api';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { mockCredentials, mockServices, startTestBackend, TestDatabases } from '@backstage/backend-test-utils';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import permissionPlugin from '@backstage/plugin-permission-backend';
import access, { parsePolicy, policySourceServiceRef } from '@slipway/plugin-access-backend';
import delivery from '@slipway/plugin-delivery-backend';
import deliveryCatalog from '@slipway/plugin-delivery-backend-module-catalog';
import { AnyObservation, eventTypeOf } from '@slipway/plugin-delivery-common';
import { Knex } from 'knex';
import { ENTITIES, ENVIRONMENTS } from './world';

/** Catalog, permissions, delivery and access as they are installed, on PostgreSQL; policy and groups are what the test says. */
export async function startBackend(databases: TestDatabases) {
  const world = { policy: { roles: {}, rules: [] } as object, groups: new Array<string>() };
  const knexes = new Map<string, Promise<Knex>>();
  const database = createServiceFactory({
    service: coreServices.database,
    deps: { plugin: coreServices.pluginMetadata },
    factory: ({ plugin }) => ({
      async getClient() {
        const known = knexes.get(plugin.getId()) ?? databases.init('POSTGRES_18');
        knexes.set(plugin.getId(), known);
        return known;
      },
    }),
  });
  const userInfo = createServiceFactory({
    service: coreServices.userInfo,
    deps: {},
    factory: () => ({
      async getUserInfo(credentials) {
        const { userEntityRef } = credentials.principal as { userEntityRef: string };
        return { userEntityRef, ownershipEntityRefs: [userEntityRef, ...world.groups] };
      },
    }),
  });
  // The mocked tokens do not tell which plugin asks for a user, and conditions are for plugins only.
  const httpAuth = createServiceFactory({
    service: coreServices.httpAuth,
    deps: { plugin: coreServices.pluginMetadata },
    factory({ plugin }) {
      const mocked = mockServices.httpAuth({ pluginId: plugin.getId(), defaultCredentials: mockCredentials.none() });
      if (plugin.getId() !== 'permission') {
        return mocked;
      }
      const actor = { type: 'service', subject: 'plugin:tests' };
      const credentials: typeof mocked.credentials = async (...asked) => {
        const found = await mocked.credentials(...asked);
        return { ...found, principal: { ...(found.principal as object), actor } } as typeof found;
      };
      return { ...mocked, issueUserCookie: mocked.issueUserCookie, credentials };
    },
  });
  const policy = createServiceFactory({
    service: policySourceServiceRef,
    deps: {},
    factory: () => ({
      current: () => ({ policy: parsePolicy(JSON.stringify(world.policy), { name: 'random', hasLines: false }, { names: [] }) }),
    }),
  });
  const entities = createBackendModule({
    pluginId: 'catalog',
    moduleId: 'tests',
    register(env) {
      env.registerInit({
        deps: { processing: catalogProcessingExtensionPoint },
        async init({ processing }) {
          processing.addEntityProvider({
            getProviderName: () => 'tests',
            async connect(connection) {
              await connection.applyMutation({
                type: 'full',
                entities: ENTITIES.map(entity => ({
                  entity: {
                    ...entity,
                    metadata: {
                      ...entity.metadata,
                      annotations: {
                        'backstage.io/managed-by-location': 'url:https://example.com/all',
                        'backstage.io/managed-by-origin-location': 'url:https://example.com/all',
                        ...entity.metadata.annotations,
                      },
                    },
                  },
                })),
              });
            },
          });
        },
      });
    },
  });
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      permissionPlugin,
      delivery,
      deliveryCatalog,
      access,
      entities,
      database,
      userInfo,
      policy,
      permissionsServiceFactory,
      mockServices.rootConfig.factory({
        data: {
          permission: { enabled: true },
          catalog: { processingInterval: { minutes: 30 } },
          delivery: { environments: ENVIRONMENTS, credentials: [{ name: 'tests', subject: 'external:test-service' }] },
        },
      }),
      httpAuth,
    ],
  });
  const { port } = server.address() as { port: number };
  const ask = (path: string, authorization = mockCredentials.service.header(), init: RequestInit = {}) =>
    fetch(`http://localhost:${port}/api${path}`, { ...init, headers: { ...init.headers, authorization } });
  const post = async (observations: AnyObservation[]) =>
    ask('/delivery/events', undefined, {
      method: 'POST',
      headers: { 'content-type': 'application/cloudevents-batch+json' },
      body: JSON.stringify(
        observations.map(({ id, source, kind, order, facts }) => ({
          specversion: '1.0',
          id,
          source,
          type: eventTypeOf(kind),
          data: { order, facts },
        })),
      ),
    }).then(response => response.json());
  return { world, ask, post };
}
