import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import { unprocessedEntitiesReadPermission } from '@backstage/plugin-catalog-unprocessed-entities-common';
import { devToolsPermissions } from '@backstage/plugin-devtools-common';
import { scaffolderPermissions } from '@backstage/plugin-scaffolder-common/alpha';
import { accessPermissions } from '@slipway/plugin-access-common';
import { deliveryPermissions } from '@slipway/plugin-delivery-common';
import { PERMISSION_WORDS } from './permissionWords';

const asked = [
  ...catalogPermissions,
  unprocessedEntitiesReadPermission,
  ...devToolsPermissions,
  ...scaffolderPermissions,
  ...accessPermissions,
  ...deliveryPermissions,
].map(permission => ({
  name: permission.name,
  action: permission.attributes.action,
  resourceType: 'resourceType' in permission ? permission.resourceType : undefined,
}));

it.each(PERMISSION_WORDS)('$name is asked as it is explained', ({ name, action, resourceType }) => {
  expect(asked).toContainEqual({ name, action, resourceType });
});
