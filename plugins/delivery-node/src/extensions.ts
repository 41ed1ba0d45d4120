import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { DeliverySource } from './deliverySource';
import { WebhookReceiver } from './webhooks';

/** Takes the sources that modules bring. */
export interface DeliverySourcesExtensionPoint {
  /** Adds a source; a second one of the same name is a start-up error. */
  addSource(source: DeliverySource): void;
}

/** Where modules of the delivery plugin hand in their sources. */
export const deliverySourcesExtensionPoint = createExtensionPoint<DeliverySourcesExtensionPoint>({ id: 'delivery.sources' });

/** Takes the receivers of webhooks that modules bring. */
export interface DeliveryWebhooksExtensionPoint {
  /** Adds a receiver; a second one of the same connection is a start-up error. */
  addReceiver(receiver: WebhookReceiver): void;
}

/** Where modules of the delivery plugin hand in what receives webhooks. */
export const deliveryWebhooksExtensionPoint = createExtensionPoint<DeliveryWebhooksExtensionPoint>({ id: 'delivery.webhooks' });
