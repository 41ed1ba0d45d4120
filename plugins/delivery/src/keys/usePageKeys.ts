import { useEffect, useRef } from 'react';

const TYPING = 'input, textarea, select, [role="textbox"], [role="combobox"], [role="listbox"], [role="menu"]';

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.closest(TYPING) !== null);
}

// Many layouts reach brackets only by AltGr or Option, which also report Ctrl and Alt.
function isPlain(event: KeyboardEvent): boolean {
  const composed = event.getModifierState('AltGraph') || (event.altKey && !/^[a-z0-9]$/i.test(event.key));
  return !event.metaKey && (composed || (!event.ctrlKey && !event.altKey));
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
      if (action && isPlain(event) && !event.defaultPrevented && !isTyping(event.target) && !document.querySelector('[role="dialog"]')) {
        event.preventDefault();
        action();
      }
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [enabled]);
}
