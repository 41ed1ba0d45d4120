import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import { isInSystem } from './isInSystem';
import { policySourceServiceRef } from './policySourceServiceRef';
import { SlipwayPolicy } from './SlipwayPolicy';

/** Hands the policy to the permission framework. */
export const permissionModuleAccess = createBackendModule({
  pluginId: 'permission',
  moduleId: 'access',
  register(env) {
    env.registerInit({
      deps: { policies: policyExtensionPoint, source: policySourceServiceRef },
      async init({ policies, source }) {
        policies.setPolicy(new SlipwayPolicy(source));
      },
    });
  },
});

/** Teaches the catalog the rules that the policy asks by. */
export const catalogModuleAccess = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'access',
  register(env) {
    env.registerInit({
      deps: { permissionsRegistry: coreServices.permissionsRegistry },
      async init({ permissionsRegistry }) {
        permissionsRegistry.addPermissionRules([isInSystem]);
      },
    });
  },
});
