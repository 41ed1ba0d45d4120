import { createExtensionPoint } from '@backstage/backend-plugin-api';
import { CredentialSource } from './credentials';
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

/** Takes what knows credentials that do not stand in the configuration. */
export interface DeliveryCredentialsExtensionPoint {
  /** Adds a source of credentials; those of the configuration are looked at first. */
  addCredentialSource(source: CredentialSource): void;
}

/** Where modules of the delivery plugin hand in credentials for the intake. */
export const deliveryCredentialsExtensionPoint = createExtensionPoint<DeliveryCredentialsExtensionPoint>({ id: 'delivery.credentials' });
