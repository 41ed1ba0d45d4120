import { useCallback, useEffect, useRef, useState } from 'react';

/** What was loaded under a key; what was there before stays until the next is there. */
export interface Loaded<T> {
  data?: T;
  error?: Error;
  loading: boolean;
  /** Loads again; settles when that is done. */
  reload: () => Promise<void>;
}

/** Loads what belongs to a key, and again when the key changes; an answer that comes too late is dropped. */
export function useLoaded<T>(key: string, load: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ data?: T; error?: Error; loading: boolean }>({ loading: true });
  const latest = useRef(load);
  latest.current = load;
  const turn = useRef(0);

  const reload = useCallback(async () => {
    turn.current += 1;
    const mine = turn.current;
    setState(({ data }) => ({ data, loading: true }));
    const next = await latest.current().then(
      data => ({ data, loading: false }),
      (error: Error) => ({ error, loading: false }),
    );
    if (mine === turn.current) {
      setState(before => ({ data: before.data, ...next }));
    }
  }, []);

  useEffect(() => {
    reload();
    return () => {
      turn.current += 1;
    };
  }, [key, reload]);
  return { ...state, reload };
}
