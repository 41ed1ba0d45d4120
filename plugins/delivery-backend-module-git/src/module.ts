import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { deliveryWebhooksExtensionPoint } from '@slipway/plugin-delivery-node';
import { readSettings } from './settings';
import { GitHostReceiver } from './webhooks/GitHostReceiver';

/** Takes what Git hosts tell. */
export const deliveryModuleGit = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'git',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        webhooks: deliveryWebhooksExtensionPoint,
      },
      async init({ config, webhooks }) {
        for (const settings of readSettings(config)) {
          webhooks.addReceiver(new GitHostReceiver(settings));
        }
      },
    });
  },
});
