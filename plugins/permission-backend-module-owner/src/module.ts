import { createBackendModule } from '@backstage/backend-plugin-api';

/** The policy of an installation that has one owner. */
export const permissionModuleOwner = createBackendModule({
  pluginId: 'permission',
  moduleId: 'owner',
  register(env) {
    env.registerInit({ deps: {}, async init() {} });
  },
});
