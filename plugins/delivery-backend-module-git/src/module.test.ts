import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import {
  DeliverySource,
  deliverySourcesExtensionPoint,
  deliveryWebhooksExtensionPoint,
  WebhookReceiver,
} from '@slipway/plugin-delivery-node';
import deliveryModuleGit from './index';

it('listens to each connection, and reads those whose host has credentials under integrations', async () => {
  const receivers = new Array<WebhookReceiver>();
  const sources = new Array<DeliverySource>();
  const plugin = createBackendPlugin({
    pluginId: 'delivery',
    register(env) {
      env.registerExtensionPoint(deliveryWebhooksExtensionPoint, { addReceiver: receiver => receivers.push(receiver) });
      env.registerExtensionPoint(deliverySourcesExtensionPoint, { addSource: source => sources.push(source) });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const webhookSecret = 'a secret of sixteen';
  const git = [
    { name: 'main', github: { webhookSecret } },
    { name: 'own', gitea: { host: 'git.example.com', webhookSecret } },
  ];
  const integrations = { gitea: [{ host: 'git.example.com', password: 'not-a-secret' }] };
  await startTestBackend({
    features: [plugin, deliveryModuleGit, mockServices.rootConfig.factory({ data: { delivery: { git }, integrations } })],
  });
  expect(receivers).toMatchObject([
    { connection: 'main', source: 'git/main' },
    { connection: 'own', source: 'git/own' },
  ]);
  expect(sources).toMatchObject([{ name: 'git/own', heartbeat: true }]);
});
