import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';

const BUCKET = 'delivery';
const KEY = 'views';

/** A name for filters and an order: the parameters of an address of the fleet. */
export type SavedView = { name: string; query: string };

/** Views with one more; a view of the same name is replaced where it stands. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return views.some(each => each.name === view.name) ? views.map(each => (each.name === view.name ? view : each)) : [...views, view];
}

/** The reader's views, kept in the user settings. */
export function useSavedViews() {
  const storage = useApi(storageApiRef);
  const [views, setViews] = useState<readonly SavedView[]>([]);

  useEffect(() => {
    const bucket = storage.forBucket(BUCKET);
    setViews(bucket.snapshot<SavedView[]>(KEY).value ?? []);
    const subscription = bucket.observe$<SavedView[]>(KEY).subscribe(({ value }) => setViews(value ?? []));
    return () => subscription.unsubscribe();
  }, [storage]);

  const store = useCallback(
    (next: SavedView[]) => {
      setViews(next);
      storage.forBucket(BUCKET).set(KEY, next);
    },
    [storage],
  );
  const save = useCallback((view: SavedView) => store(withView(views, view)), [store, views]);
  const remove = useCallback((name: string) => store(views.filter(each => each.name !== name)), [store, views]);
  return { views, save, remove };
}
