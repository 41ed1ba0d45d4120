import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import { entityRouteRef } from '@backstage/plugin-catalog-react';

/** Leads from a service's ref to its Delivery tab; undefined for what is not in the catalog. */
export function useServicePath(): (ref: string) => string | undefined {
  const entity = useRouteRef(entityRouteRef);
  return ref => (entity && !ref.startsWith('unclaimed:') ? `${entity(parseEntityRef(ref))}/delivery` : undefined);
}
