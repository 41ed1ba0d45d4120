import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { OwnerPolicy } from './OwnerPolicy';

/** The policy of an installation that has one owner. */
export const permissionModuleOwner = createBackendModule({
  pluginId: 'permission',
  moduleId: 'owner',
  register(env) {
    env.registerInit({
      deps: { auth: coreServices.auth, policies: policyExtensionPoint },
      async init({ auth, policies }) {
        policies.setPolicy(new OwnerPolicy(auth));
      },
    });
  },
});
