import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { accessPlugin, deliveryModuleAccess } from './plugin';
import { catalogModuleAccess, permissionModuleAccess } from './policy/modules';
import { machineTokenHandler } from './tokens/machineTokenHandler';

export { policySourceServiceRef } from './policy/policySourceServiceRef';
export { parsePolicy } from './domain/policy/parsePolicy';

/** Everything that access adds to a backend. */
export default createBackendFeatureLoader({
  *loader() {
    yield permissionModuleAccess;
    yield catalogModuleAccess;
    yield accessPlugin;
    yield deliveryModuleAccess;
    yield machineTokenHandler;
  },
});
