import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';

/** Watches the workloads of claimed services. */
export const deliveryModuleKubernetes = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'kubernetes',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, logger: coreServices.logger, sources: deliverySourcesExtensionPoint },
      async init() {},
    });
  },
});
