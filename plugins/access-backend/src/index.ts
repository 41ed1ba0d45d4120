import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleAccess, permissionModuleAccess } from './policy/modules';

export { policySourceServiceRef } from './policy/policySourceServiceRef';
export { parsePolicy } from './domain/policy/parsePolicy';
export type { PolicySource, HeldPolicy } from './policy/PolicySource';

/** Everything that access adds to a backend. */
export default createBackendFeatureLoader({
  *loader() {
    yield permissionModuleAccess;
    yield catalogModuleAccess;
  },
});
