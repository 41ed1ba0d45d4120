import { coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { DeliverySource, deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';

/** The delivery record: what runs where, since when, from which revision. */
export const deliveryPlugin = createBackendPlugin({
  pluginId: 'delivery',
  register(env) {
    const sources = new Array<DeliverySource>();
    env.registerExtensionPoint(deliverySourcesExtensionPoint, {
      addSource(source) {
        sources.push(source);
      },
    });
    env.registerInit({
      deps: { logger: coreServices.logger },
      async init({ logger }) {
        logger.info(`Delivery starts with ${sources.length} sources`);
      },
    });
  },
});
