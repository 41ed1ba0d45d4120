import { KeyboardEvent, useCallback, useRef, useState } from 'react';

/** One tab stop for the rows of a list, and keys that go from row to row. Each row has `data-commit`, and a link that takes the focus. */
export function useRowKeys() {
  const listRef = useRef<HTMLOListElement | null>(null);
  const [active, setActive] = useState<string>();

  const rows = () => [...(listRef.current?.querySelectorAll<HTMLElement>('[data-commit]') ?? [])];
  const move = useCallback(
    (step: number) => {
      const all = rows();
      const index = Math.max(
        0,
        all.findIndex(row => row.dataset.commit === active),
      );
      // The first key goes to the row that has the tab stop; later ones go on from it.
      const inside = listRef.current?.contains(document.activeElement) ?? false;
      const next = all[Math.max(0, Math.min(all.length - 1, inside ? index + step : index))];
      if (next) {
        setActive(next.dataset.commit);
        next.querySelector<HTMLElement>('a')?.focus();
      }
    },
    [active],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    const { length } = rows();
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, Home: -length, End: length };
    if (steps[event.key] && !event.altKey && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      move(steps[event.key]);
    }
  };

  const current = () => active ?? rows()[0]?.dataset.commit;
  return { listRef, active, move, current, onKeyDown };
}
