import { authServiceFactory } from '@backstage/backend-defaults/auth';
import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { httpAuthServiceFactory } from '@backstage/backend-defaults/httpAuth';
import { coreServices, createServiceFactory, createServiceRef, HttpAuthService, ServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import access from '@slipway/plugin-access-backend';
import delivery from '@slipway/plugin-delivery-backend';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';

/** An audit event as it ended. */
export interface Audited {
  id: string;
  meta: unknown;
  error?: string;
}

/** One replica with the tokens of machines as Backstage itself verifies them; people are mocked. */
export async function startReplica(options: { knexOf(plugin: string): Promise<Knex>; access?: JsonObject }) {
  const audited = new Array<Audited>();
  const realHttpAuth = createServiceRef<HttpAuthService>({ id: 'tests.httpAuth', scope: 'plugin' });
  const real = httpAuthServiceFactory as unknown as { deps: object; factory: never };
  const { server } = await startTestBackend({
    features: [
      access,
      delivery,
      authServiceFactory,
      permissionsServiceFactory,
      catalogServiceMock.factory(),
      { ...real, service: realHttpAuth } as unknown as ServiceFactory,
      createServiceFactory({
        service: coreServices.httpAuth,
        deps: { real: realHttpAuth, plugin: coreServices.pluginMetadata },
        factory({ real: verified, plugin }) {
          const mocked = mockServices.httpAuth({ pluginId: plugin.getId(), defaultCredentials: mockCredentials.none() });
          const credentials: HttpAuthService['credentials'] = (request, ...more) =>
            (request.headers.authorization?.includes('mock-user-token') ? mocked : verified).credentials(request, ...more);
          return { credentials, issueUserCookie: verified.issueUserCookie.bind(verified) };
        },
      }),
      createServiceFactory({
        service: coreServices.auditor,
        deps: {},
        factory: () => ({
          createEvent: async ({ eventId: id, meta }) => ({
            success: async () => {
              audited.push({ id, meta });
            },
            fail: async ({ error }) => {
              audited.push({ id, meta, error: error.message });
            },
          }),
        }),
      }),
      createServiceFactory({
        service: coreServices.database,
        deps: { plugin: coreServices.pluginMetadata },
        factory: ({ plugin }) => ({ getClient: () => options.knexOf(plugin.getId()) }),
      }),
      mockServices.rootConfig.factory({
        data: {
          // People may everything here; what a machine may is asked of its credential all the same.
          permission: { enabled: false },
          backend: { baseUrl: 'http://localhost', auth: { externalAccess: [{ type: 'slipway', options: {} }] } },
          access: options.access ?? {},
        },
      }),
    ],
  });
  const { port } = server.address() as { port: number };
  const ask = async (path: string, authorization: string, init: { method?: string; body?: unknown } = {}) => {
    const response = await fetch(`http://localhost:${port}/api${path}`, {
      method: init.method ?? 'GET',
      headers: { authorization, ...(init.body !== undefined && { 'content-type': 'application/json' }) },
      ...(init.body !== undefined && { body: JSON.stringify(init.body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  const push = (repository: string, authorization: string) =>
    ask('/delivery/events', authorization, {
      method: 'POST',
      body: {
        specversion: '1.0',
        id: `${repository}/${Math.random()}`,
        source: 'ci',
        type: 'dev.slipway.change.observed.v1',
        data: { order: { epoch: '0', position: '1' }, facts: { repository, commit: 'a'.repeat(40) } },
      },
    });
  return { ask, push, audited };
}
