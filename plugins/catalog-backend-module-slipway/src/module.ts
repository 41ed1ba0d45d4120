import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { SlipwayProvider } from './SlipwayProvider';

/** Lists Slipway itself in the catalog. */
export const catalogModuleSlipway = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'slipway',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, catalog: catalogProcessingExtensionPoint },
      async init({ config, catalog }) {
        catalog.addEntityProvider(new SlipwayProvider(config.getOptionalString('catalog.slipwayFolder')));
      },
    });
  },
});
