import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';
import { FleetFilters, readFilters, writeFilters } from './fleetFilters';

const SERVICE = 'service';

/** The page's address: the filters and the service whose sheet is open, so that both can be pasted to others. */
export function useFleetAddress() {
  const [params, setParams] = useSearchParams();
  const filterKey = writeFilters(new URLSearchParams(), readFilters(params)).toString();
  // The object stays the same while the filters do, whatever else changes in the address.
  const filters = useMemo(() => readFilters(new URLSearchParams(filterKey)), [filterKey]);

  const setFilters = useCallback((next: FleetFilters) => setParams(current => writeFilters(current, next), { replace: true }), [setParams]);
  const openService = useCallback(
    (ref: string | undefined) =>
      setParams(current => {
        const next = new URLSearchParams(current);
        next.delete(SERVICE);
        if (ref !== undefined) {
          next.set(SERVICE, ref);
        }
        return next;
      }),
    [setParams],
  );
  const addressOf = useCallback((next: FleetFilters) => `?${writeFilters(params, next)}`, [params]);

  return { filters, setFilters, service: params.get(SERVICE) ?? undefined, openService, addressOf };
}
