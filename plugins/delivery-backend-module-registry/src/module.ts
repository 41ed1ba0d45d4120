import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';

/** Reads what images say of themselves. */
export const deliveryModuleRegistry = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'registry',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, logger: coreServices.logger, sources: deliverySourcesExtensionPoint },
      async init() {},
    });
  },
});
