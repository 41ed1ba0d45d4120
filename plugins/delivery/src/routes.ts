import { createExternalRouteRef, createRouteRef, createSubRouteRef } from '@backstage/frontend-plugin-api';

/** The fleet. */
export const fleetRouteRef = createRouteRef();

/** Where a change is; `commit` is a commit, the number of a pull request, or a tag. */
export const changeRouteRef = createSubRouteRef({ parent: fleetRouteRef, path: '/changes/:commit' });

/** What would go from one environment of a service to another; `service`, `from` and `to` stand in the query. */
export const compareRouteRef = createSubRouteRef({ parent: fleetRouteRef, path: '/compare' });

/** How each source is doing. */
export const sourcesRouteRef = createSubRouteRef({ parent: fleetRouteRef, path: '/sources' });

/** What no entity of the catalog claims. */
export const unclaimedRouteRef = createSubRouteRef({ parent: fleetRouteRef, path: '/unclaimed' });

/** The Delivery tab of an entity. */
export const deliveryTabRouteRef = createRouteRef();

/** An entity's page in the catalog, where the catalog is installed. */
export const entityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});
