import { createExternalRouteRef, createRouteRef } from '@backstage/frontend-plugin-api';

/** The fleet. */
export const fleetRouteRef = createRouteRef();

/** An entity's page in the catalog, where the catalog is installed. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});
