import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { join } from 'node:path';
import { SlipwayProvider } from './SlipwayProvider';
import { TemplateProvider } from './TemplateProvider';

/** Lists Slipway itself and its templates in the catalog. */
export const catalogModuleSlipway = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'slipway',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, catalog: catalogProcessingExtensionPoint },
      async init({ config, catalog }) {
        const folder = config.getOptionalString('catalog.slipwayFolder');
        const environments = config.getOptional<Array<string | { name: string }>>('delivery.environments') ?? [];
        catalog.addEntityProvider(new SlipwayProvider(folder));
        catalog.addEntityProvider(
          new TemplateProvider(folder && join(folder, 'templates'), {
            environments: environments.map(item => (typeof item === 'string' ? item : item.name)),
            canMake: config.has('templates'),
          }),
        );
      },
    });
  },
});
