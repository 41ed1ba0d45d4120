import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { DeliverySource } from './deliverySource';

/** Takes the sources that modules bring. */
export interface DeliverySourcesExtensionPoint {
  /** Adds a source; a second one of the same name is a start-up error. */
  addSource(source: DeliverySource): void;
}

/** Where modules of the delivery plugin hand in their sources. */
export const deliverySourcesExtensionPoint = createExtensionPoint<DeliverySourcesExtensionPoint>({ id: 'delivery.sources' });
