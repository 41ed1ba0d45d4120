import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import Router from 'express-promise-router';
import { createDemoProvider } from './demo/createDemoProvider';
import { createDemoRouter } from './demo/createDemoRouter';
import { readDemoSettings } from './demo/demoSettings';
import { createOwnerProvider } from './owner/createOwnerProvider';
import { createOwnerRouter } from './owner/createOwnerRouter';
import { migrateOwnerTables } from './owner/database/migrateOwnerTables';
import { OneTimeCodes } from './owner/database/OneTimeCodes';
import { Sessions } from './owner/database/Sessions';
import { readOwnerSettings } from './owner/ownerSettings';
import { createGithubProvider } from './providers/githubProvider';
import { createOidcProvider } from './providers/oidcProvider';
import { readSignInWays } from './ways/signInWays';

/** Every way to sign in: identity providers, the owner's one-time link, and the demo's people. */
export const authModuleSlipway = createBackendModule({
  pluginId: 'auth',
  moduleId: 'slipway',
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
        const demo = readDemoSettings(config);
        const owner = readOwnerSettings(config);
        const ways = readSignInWays(config, { demo });
        // A provider has four fixed routes only. Modules start before their plugin, so these stand before its answer to unknown ones.
        const router = Router();
        router.get('/sign-in/ways', (_request, response) => {
          response.set('cache-control', 'no-store').json(ways);
        });
        httpRouter.addAuthPolicy({ path: '/sign-in/ways', allow: 'unauthenticated' });
        httpRouter.use(router);
        if (ways.providers.some(({ id }) => id === 'github')) {
          providers.registerProvider({ providerId: 'github', factory: createGithubProvider() });
        }
        if (ways.providers.some(({ id }) => id === 'oidc')) {
          providers.registerProvider({ providerId: 'oidc', factory: createOidcProvider() });
        }
        if (owner) {
          const knex = await migrateOwnerTables(database);
          httpRouter.addAuthPolicy({ path: '/owner', allow: 'unauthenticated' });
          httpRouter.use(createOwnerRouter({ settings: owner, codes: new OneTimeCodes(knex), audit }));
          const factory = createOwnerProvider({ settings: owner, sessions: new Sessions(knex), audit });
          providers.registerProvider({ providerId: 'owner', factory });
        }
        if (demo) {
          httpRouter.addAuthPolicy({ path: '/demo', allow: 'unauthenticated' });
          httpRouter.use(createDemoRouter({ settings: demo, audit }));
          providers.registerProvider({ providerId: 'demo', factory: createDemoProvider({ settings: demo, audit }) });
        }
      },
    });
  },
});
