import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleDemo } from './catalog/module';
import { demoPlugin } from './plugin';

/** Everything that the demo adds to a backend. */
export default createBackendFeatureLoader({
  *loader() {
    yield demoPlugin;
    yield catalogModuleDemo;
  },
});
