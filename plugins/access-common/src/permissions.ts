import { createPermission } from '@backstage/plugin-permission-common';

/** Reads which tokens there are for machines, never the tokens themselves. */
export const accessTokenReadPermission = createPermission({ name: 'access.token.read', attributes: { action: 'read' } });

/** Makes a token for a machine. */
export const accessTokenCreatePermission = createPermission({ name: 'access.token.create', attributes: { action: 'create' } });

/** Ends a token for a machine. */
export const accessTokenRevokePermission = createPermission({ name: 'access.token.revoke', attributes: { action: 'delete' } });

/** Every permission of the access plugin. */
export const accessPermissions = [accessTokenReadPermission, accessTokenCreatePermission, accessTokenRevokePermission];
