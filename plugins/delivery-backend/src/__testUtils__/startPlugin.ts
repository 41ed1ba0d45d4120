import { coreServices, createBackendModule, createServiceFactory } from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { AuthorizeResult, PolicyDecision } from '@backstage/plugin-permission-common';
import { JsonObject } from '@backstage/types';
import { AnyObservation, eventTypeOf } from '@slipway/plugin-delivery-common';
import {
  DeliverySource,
  deliverySourcesExtensionPoint,
  deliveryWebhooksExtensionPoint,
  WebhookReceiver,
} from '@slipway/plugin-delivery-node';
import { Knex } from 'knex';
import request from 'supertest';
import { deliveryPlugin } from '../plugin';

export interface PluginOptions {
  knex: Knex;
  delivery?: JsonObject;
  sources?: DeliverySource[];
  receivers?: WebhookReceiver[];
  /** Decides for users by the name of a permission; everything is allowed without it. */
  decide?(permission: string): PolicyDecision;
}

type Requests = Array<{ permission: { name: string } }>;

/** Starts the whole plugin on a real database, with a credential for `mockCredentials.service`. */
export async function startPlugin({ knex, delivery, sources = [], receivers = [], decide }: PluginOptions) {
  const module = createBackendModule({
    pluginId: 'delivery',
    moduleId: 'tests',
    register(env) {
      env.registerInit({
        deps: { extension: deliverySourcesExtensionPoint, webhooks: deliveryWebhooksExtensionPoint },
        async init({ extension, webhooks }) {
          sources.forEach(source => extension.addSource(source));
          receivers.forEach(receiver => webhooks.addReceiver(receiver));
        },
      });
    },
  });
  const permissions = createServiceFactory({
    service: coreServices.permissions,
    deps: { auth: coreServices.auth },
    factory: ({ auth }) => {
      const answer = async (requests: Requests, { credentials }: { credentials: Parameters<typeof auth.isPrincipal>[0] }) =>
        requests.map(({ permission }) =>
          decide && auth.isPrincipal(credentials, 'user') ? decide(permission.name) : { result: AuthorizeResult.ALLOW },
        );
      return { authorize: answer, authorizeConditional: answer } as typeof coreServices.permissions.T;
    },
  });
  const { server } = await startTestBackend({
    features: [
      deliveryPlugin,
      module,
      permissions,
      mockServices.rootConfig.factory({
        data: { delivery: { credentials: [{ name: 'tests', subject: 'external:test-service' }], ...delivery } },
      }),
      mockServices.database.factory({ knex }),
      mockServices.httpAuth.factory({ defaultCredentials: mockCredentials.none() }),
    ],
  });
  const { port } = server.address() as { port: number };
  const baseUrl = `http://localhost:${port}/api/delivery`;
  const get = (path: string, authorization = mockCredentials.service.header()) =>
    request(baseUrl).get(path).set('authorization', authorization);
  const post = (observations: AnyObservation[]) =>
    request(baseUrl)
      .post('/events')
      .set({ authorization: mockCredentials.service.header(), 'content-type': 'application/cloudevents-batch+json' })
      .send(
        JSON.stringify(
          observations.map(({ id, source, kind, order, facts }) => ({
            specversion: '1.0',
            id,
            source,
            type: eventTypeOf(kind),
            data: { order, facts },
          })),
        ),
      );
  return { baseUrl, get, post };
}
