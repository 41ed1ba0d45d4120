import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { deliveryApiRef } from '../api/deliveryApi';
import { FleetFilters } from './fleetFilters';
import { FleetRecord } from './FleetRecord';

/** The fleet under the given filters, kept true while the page is open. */
export function useFleetRecord(filters: FleetFilters) {
  const api = useApi(deliveryApiRef);
  const [record] = useState(() => new FleetRecord(api, filters));
  const snapshot = useSyncExternalStore(record.subscribe, record.getSnapshot);

  useEffect(() => {
    record.start();
    return () => record.stop();
  }, [record]);

  const started = useRef(false);
  useEffect(() => {
    if (started.current) {
      record.setFilters(filters);
    }
    started.current = true;
  }, [record, filters]);

  return { record, snapshot };
}
