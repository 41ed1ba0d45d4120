import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

const CHANGE = 'change';

/** The change whose sheet is open, as the address has it, so that it can be pasted to others. */
export function useChangeAddress() {
  const [params, setParams] = useSearchParams();

  const addressOf = useCallback(
    (commit: string | undefined) => {
      const next = new URLSearchParams(params);
      next.delete(CHANGE);
      if (commit !== undefined) {
        next.set(CHANGE, commit);
      }
      return `?${next}`;
    },
    [params],
  );
  const open = useCallback(
    (commit: string | undefined) =>
      setParams(current => {
        const next = new URLSearchParams(current);
        next.delete(CHANGE);
        if (commit !== undefined) {
          next.set(CHANGE, commit);
        }
        return next;
      }),
    [setParams],
  );
  return { open, commit: params.get(CHANGE) ?? undefined, addressOf };
}
