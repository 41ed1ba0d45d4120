import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { FleetFilters, readFilters, writeFilters } from './fleetFilters';

const SERVICE = 'service';
const DEPLOYED_TO = 'deployedTo';

/** The page's address: the filters and the service whose sheet is open and where its deployments are asked for, so that all can be pasted to others. */
export function useFleetAddress() {
  const [params, setParams] = useSearchParams();
  const filterKey = writeFilters(new URLSearchParams(), readFilters(params)).toString();
  // The object stays the same while the filters do, whatever else changes in the address.
  const filters = useMemo(() => readFilters(new URLSearchParams(filterKey)), [filterKey]);

  const setFilters = useCallback((next: FleetFilters) => setParams(current => writeFilters(current, next), { replace: true }), [setParams]);
  const openService = useCallback(
    (ref: string | undefined, deployedTo?: string) =>
      setParams(current => {
        const next = new URLSearchParams(current);
        next.delete(SERVICE);
        next.delete(DEPLOYED_TO);
        if (ref !== undefined) {
          next.set(SERVICE, ref);
        }
        if (deployedTo !== undefined) {
          next.set(DEPLOYED_TO, deployedTo);
        }
        return next;
      }),
    [setParams],
  );
  const addressOf = useCallback((next: FleetFilters) => `?${writeFilters(params, next)}`, [params]);

  const service = params.get(SERVICE) ?? undefined;
  return { filters, setFilters, service, deployedTo: params.get(DEPLOYED_TO) ?? undefined, openService, addressOf };
}
