import { storageApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useRef, useState } from 'react';

const BUCKET = 'delivery';
const SETTING = 'singleKeys';

/** Whether single-key shortcuts are on in this browser, and how to change that. They are on until somebody turns them off. */
export function useSingleKeys(): [boolean, (on: boolean) => void] {
  const storage = useApi(storageApiRef).forBucket(BUCKET);
  const [on, setOn] = useState(() => storage.snapshot<boolean>(SETTING).value !== false);
  const change = useCallback(
    (next: boolean) => {
      setOn(next);
      storage.set(SETTING, next);
    },
    [storage],
  );
  return [on, change];
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}

/** Runs an action for a single key anywhere on the page, but not while somebody types or a dialog is open. */
export function usePageKeys(enabled: boolean, actions: Record<string, () => void>) {
  const current = useRef(actions);
  current.current = actions;

  useEffect(() => {
    if (!enabled) {
      return undefined;
    }
    const onKeyDown = (event: KeyboardEvent) => {
      const action = current.current[event.key];
      const free = !event.ctrlKey && !event.metaKey && !event.altKey && !event.defaultPrevented;
      if (action && free && !isTyping(event.target) && !document.querySelector('[role="dialog"]')) {
        event.preventDefault();
        action();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
