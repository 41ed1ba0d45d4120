import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { deliveryWebhooksExtensionPoint, WebhookReceiver } from '@slipway/plugin-delivery-node';
import deliveryModuleGit from './index';

it('adds one receiver for each connection', async () => {
  const receivers = new Array<WebhookReceiver>();
  const plugin = createBackendPlugin({
    pluginId: 'delivery',
    register(env) {
      env.registerExtensionPoint(deliveryWebhooksExtensionPoint, { addReceiver: receiver => receivers.push(receiver) });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const git = [{ name: 'main', github: { webhookSecret: 'a secret of sixteen' } }];
  await startTestBackend({ features: [plugin, deliveryModuleGit, mockServices.rootConfig.factory({ data: { delivery: { git } } })] });
  expect(receivers).toMatchObject([{ connection: 'main', source: 'git/main' }]);
});
