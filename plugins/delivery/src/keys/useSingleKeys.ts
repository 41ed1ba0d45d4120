import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';

const BUCKET = 'delivery';
const SETTING = 'singleKeys';

/** Whether single-key shortcuts are on for the reader, and how to change that. They are on until somebody turns them off. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const storage = useApi(storageApiRef);
  const [on, setOn] = useState(() => storage.forBucket(BUCKET).snapshot<boolean>(SETTING).value !== false);

  useEffect(() => {
    const subscription = storage
      .forBucket(BUCKET)
      .observe$<boolean>(SETTING)
      .subscribe(({ presence, value }) => presence !== 'unknown' && setOn(value !== false));
    return () => subscription.unsubscribe();
  }, [storage]);

  const change = useCallback(
    (next: boolean) => {
      setOn(next);
      storage.forBucket(BUCKET).set(SETTING, next);
    },
    [storage],
  );
  return [on, change];
}
