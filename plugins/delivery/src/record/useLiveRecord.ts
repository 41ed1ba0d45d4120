import { useApi } from '@backstage/frontend-plugin-api';
import { useEffect, useRef, useState, useSyncExternalStore } from 'react';
import { DeliveryApi, deliveryApiRef } from '../api/deliveryApi';
import { StreamEvent } from '../stream/events';
import { LiveRecord } from './LiveRecord';

/** What to read of the record and when to read it again; `key` names what is read, and another key begins anew. */
export interface LiveQuery<Data> {
  key: string;
  read: (api: DeliveryApi) => Promise<Data>;
  concerns: (event: StreamEvent, data: Data | undefined) => boolean;
}

/** A part of the record, kept true while the page is open. Reading more of the same keeps what is shown until it is there. */
export function useLiveRecord<Data>(query: LiveQuery<Data>) {
  const api = useApi(deliveryApiRef);
  const current = useRef(query);
  current.current = query;
  const build = (key: string) => ({
    key,
    record: new LiveRecord<Data>({
      read: () => current.current.read(api),
      listen: listener => api.listen(listener),
      concerns: (event, data) => current.current.concerns(event, data),
    }),
  });
  const [held, setHeld] = useState(() => build(query.key));
  if (held.key !== query.key) {
    setHeld(build(query.key));
  }
  const { record } = held;
  const snapshot = useSyncExternalStore(record.subscribe, record.getSnapshot);

  useEffect(() => {
    record.start();
    return () => record.stop();
  }, [record]);

  return { snapshot, retry: record.retry };
}
