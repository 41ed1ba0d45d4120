import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { ScmIntegrations } from '@backstage/integration';
import { deliverySourcesExtensionPoint, deliveryWebhooksExtensionPoint } from '@slipway/plugin-delivery-node';
import { createGitHost } from './host/createGitHost';
import { readSettings } from './settings';
import { GitHostSource } from './source/GitHostSource';
import { GitHostReceiver } from './webhooks/GitHostReceiver';

/** Takes what Git hosts tell, and reads what they have no reason to tell. */
export const deliveryModuleGit = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'git',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        sources: deliverySourcesExtensionPoint,
        webhooks: deliveryWebhooksExtensionPoint,
      },
      async init({ config, logger, sources, webhooks }) {
        const integrations = ScmIntegrations.fromConfig(config);
        for (const settings of readSettings(config)) {
          webhooks.addReceiver(new GitHostReceiver(settings));
          const host = createGitHost(settings, integrations);
          if (host) {
            const context = { source: `git/${settings.name}`, host: settings.host };
            sources.addSource(new GitHostSource({ host, context, logger }));
          } else {
            logger.info(
              `delivery.git '${settings.name}' is listened to and not read: give ${settings.host} an entry with credentials under integrations.${settings.system}, and its history is read too`,
            );
          }
        }
      },
    });
  },
});
