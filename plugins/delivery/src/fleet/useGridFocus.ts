import { KeyboardEvent, RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { FleetLine } from './fleetLines';

/** The cell that has the grid's one tab stop. */
export interface ActiveCell {
  key: string;
  column: number;
}

const PAGE = 10;

/** The line that a key leads to from another; heads and places of rows to come are passed over. */
export function lineAfter(lines: FleetLine[], from: number, steps: number): number {
  const direction = Math.sign(steps);
  let found = from;
  let left = Math.abs(steps);
  for (let index = from + direction; left > 0 && index >= 0 && index < lines.length; index += direction) {
    if (lines[index].kind === 'row') {
      found = index;
      left--;
    }
  }
  return found;
}

/** One tab stop for a whole grid: arrows, Home, End and the page keys move it, Enter and Space open, with Shift the deployments. */
export function useGridFocus(options: {
  gridRef: RefObject<HTMLElement>;
  lines: FleetLine[];
  columns: number;
  scrollTo: (index: number) => void;
  onOpen: (ref: string, column: number, deployments: boolean) => void;
}) {
  const { gridRef, lines, columns, scrollTo, onOpen } = options;
  const [chosen, setChosen] = useState<ActiveCell>();
  const takesFocus = useRef(false);
  const first = lines.find(line => line.kind === 'row');
  const active: ActiveCell | undefined =
    chosen && lines.some(line => line.key === chosen.key) ? chosen : first && { key: first.key, column: 0 };
  const activeIndex = active ? lines.findIndex(line => line.key === active.key) : -1;

  useEffect(() => {
    if (takesFocus.current && active) {
      const row = gridRef.current?.querySelector(`[data-index="${activeIndex}"]`);
      const cell = row?.querySelector<HTMLElement>(`[data-column="${active.column}"]`);
      if (cell) {
        takesFocus.current = false;
        cell.focus({ preventScroll: true });
      }
    }
  });

  const move = useCallback(
    (index: number, column: number) => {
      const line = lines[index];
      if (line?.kind === 'row') {
        takesFocus.current = true;
        setChosen({ key: line.key, column: Math.max(0, Math.min(columns, column)) });
        scrollTo(index);
      }
    },
    [columns, lines, scrollTo],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    // What can be pressed inside, as the head of the folded column, hears its own keys.
    const own = (event.target as HTMLElement).closest('a, button') !== null;
    if (!active || own || event.altKey || event.metaKey) {
      return;
    }
    const { column } = active;
    const moves: Record<string, () => void> = {
      ArrowDown: () => move(lineAfter(lines, activeIndex, 1), column),
      ArrowUp: () => move(lineAfter(lines, activeIndex, -1), column),
      ArrowRight: () => move(activeIndex, column + 1),
      ArrowLeft: () => move(activeIndex, column - 1),
      PageDown: () => move(lineAfter(lines, activeIndex, PAGE), column),
      PageUp: () => move(lineAfter(lines, activeIndex, -PAGE), column),
      Home: () => (event.ctrlKey ? move(lineAfter(lines, activeIndex, -lines.length), 0) : move(activeIndex, 0)),
      End: () => (event.ctrlKey ? move(lineAfter(lines, activeIndex, lines.length), columns) : move(activeIndex, columns)),
      Enter: () => onOpen(active.key, column, event.shiftKey),
      ' ': () => onOpen(active.key, column, event.shiftKey),
    };
    if (moves[event.key]) {
      event.preventDefault();
      moves[event.key]();
    }
  };

  return { active, activeIndex, setActive: setChosen, onKeyDown };
}
