import { createBackendFeatureLoader } from '@backstage/backend-plugin-api';
import { catalogModuleDelivery, deliveryModuleCatalog } from './module';

/** Both ends of one thing: the source in the delivery plugin and the processor in the catalog. */
export default createBackendFeatureLoader({
  loader: () => [deliveryModuleCatalog, catalogModuleDelivery],
});
