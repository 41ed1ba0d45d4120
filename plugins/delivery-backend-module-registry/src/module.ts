import { coreServices, createBackendModule, LoggerService } from '@backstage/backend-plugin-api';
import { deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';
import { createRegistryApi } from './registry/createRegistryApi';
import { readSettings, RegistrySettings } from './settings';
import { RegistrySource } from './source/RegistrySource';

/** Reads what images say of themselves. */
export const deliveryModuleRegistry = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'registry',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, logger: coreServices.logger, sources: deliverySourcesExtensionPoint },
      async init({ config, logger, sources }) {
        for (const settings of readSettings(config)) {
          sources.addSource(createSource(settings, logger));
        }
      },
    });
  },
});

function createSource(settings: RegistrySettings, logger: LoggerService): RegistrySource {
  const { name, host } = settings;
  return new RegistrySource({ name, host, api: createRegistryApi(settings), logger });
}
