import { createExternalRouteRef, createRouteRef, createSubRouteRef } from '@backstage/frontend-plugin-api';

/** What one may do; `entity` and `environment` stand in the query. */
export const mineRouteRef = createRouteRef();

/** The tokens of machines. */
export const tokensRouteRef = createSubRouteRef({ parent: mineRouteRef, path: '/tokens' });

/** An entity's page in the catalog, where the catalog is installed. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});
