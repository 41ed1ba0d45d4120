import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import { createOwnerProvider } from './createOwnerProvider';
import { createOwnerRouter } from './createOwnerRouter';
import { migrateOwnerTables } from './database/migrateOwnerTables';
import { OneTimeCodes } from './database/OneTimeCodes';
import { Sessions } from './database/Sessions';
import { readOwnerSettings } from './settings';

/** Signs in the owner of an installation by a one-time link. */
export const authModuleOwner = createBackendModule({
  pluginId: 'auth',
  moduleId: 'owner',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        audit: coreServices.auditor,
        httpRouter: coreServices.httpRouter,
        providers: authProvidersExtensionPoint,
      },
      async init({ config, database, audit, httpRouter, providers }) {
        const settings = readOwnerSettings(config);
        if (!settings) {
          return;
        }
        const knex = await migrateOwnerTables(database);
        // A provider has four fixed routes only. Modules start before their plugin, so these two stand before its answer to unknown ones.
        httpRouter.addAuthPolicy({ path: '/owner', allow: 'unauthenticated' });
        httpRouter.use(createOwnerRouter({ settings, codes: new OneTimeCodes(knex), audit }));
        providers.registerProvider({
          providerId: 'owner',
          factory: createOwnerProvider({ settings, sessions: new Sessions(knex), audit }),
        });
      },
    });
  },
});
