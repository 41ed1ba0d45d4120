import { createPermission } from '@backstage/plugin-permission-common';

/** The resource type of a row of the fleet: a service or a group of unclaimed applications. */
export const RESOURCE_TYPE_DELIVERY_SERVICE = 'delivery-service';

/** Reads services, their environments, applications and deployments; conditional on the service. */
export const deliveryServiceReadPermission = createPermission({
  name: 'delivery.service.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_DELIVERY_SERVICE,
});

/** Reads what no catalog entity claims. */
export const deliveryUnclaimedReadPermission = createPermission({
  name: 'delivery.unclaimed.read',
  attributes: { action: 'read' },
});

/** Reads the state of the sources and tries environment rules. */
export const deliverySourceReadPermission = createPermission({
  name: 'delivery.source.read',
  attributes: { action: 'read' },
});

/** Hands in observations through the intake, within the bounds of the caller's credential. */
export const deliveryEventCreatePermission = createPermission({
  name: 'delivery.event.create',
  attributes: { action: 'create' },
});

/** Says by hand which commit an image of a service was built from; conditional on the service. */
export const deliveryLinkCorrectPermission = createPermission({
  name: 'delivery.link.correct',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_DELIVERY_SERVICE,
});

/** Every permission of the delivery plugin. */
export const deliveryPermissions = [
  deliveryServiceReadPermission,
  deliveryUnclaimedReadPermission,
  deliverySourceReadPermission,
  deliveryEventCreatePermission,
  deliveryLinkCorrectPermission,
];
