import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogCollatorExtensionPoint } from '@backstage/plugin-search-backend-module-catalog';
import { PgSearchEngine } from '@backstage/plugin-search-backend-module-pg';
import { searchEngineRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import { prepareNames } from './database/prepareNames';
import { TolerantSearchEngine } from './TolerantSearchEngine';
import { toDocument } from './toDocument';

/** Slipway's search: Backstage's index in PostgreSQL under a query of ours. */
export const searchModuleSlipway = createBackendModule({
  pluginId: 'search',
  moduleId: 'slipway',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        logger: coreServices.logger,
        userInfo: coreServices.userInfo,
        engines: searchEngineRegistryExtensionPoint,
        catalogDocuments: catalogCollatorExtensionPoint,
      },
      async init({ config, database, logger, userInfo, engines, catalogDocuments }) {
        const index = await PgSearchEngine.fromConfig(config, { database, logger });
        await prepareNames(database);
        engines.setSearchEngine(new TolerantSearchEngine({ index, database, userInfo }));
        catalogDocuments.setEntityTransformer(toDocument);
      },
    });
  },
});
