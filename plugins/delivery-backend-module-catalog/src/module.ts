import { createBackendModule } from '@backstage/backend-plugin-api';

/** Records what the catalog says of entities. */
export const deliveryModuleCatalog = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'catalog',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
