import { defaultRangeExtractor, useWindowVirtualizer } from '@tanstack/react-virtual';
import { FocusEvent, MouseEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { columnTemplate, FleetColumn } from './fleetColumns';
import { FleetGridRow } from './FleetGridRow';
import { FleetLine } from './fleetLines';
import { GroupHead } from './GroupHead';
import { EarlierHead, useEarlier } from './useEarlier';
import { useGridFocus } from './useGridFocus';
import styles from './grid.module.css';

const HEIGHTS = { wide: { head: 25, row: 47, waiting: 47 }, narrow: { head: 31, row: 112, waiting: 112 } };
const STICKY_HEAD = 34;

/** The fleet: services by environments. Only the lines near the window exist; the page itself scrolls. */
export function FleetGrid(props: {
  lines: FleetLine[];
  columns: FleetColumn[];
  /** Rows of the whole list, whether loaded or not, with the heads that are known. */
  lineCount: number;
  narrow: boolean;
  busy: boolean;
  changedAt: ReadonlyMap<string, number>;
  /** With the environment where its deployments are asked for. */
  onOpen: (ref: string, deployedTo?: string) => void;
  onVisible: (refs: ReadonlySet<string>, needsMore: boolean) => void;
}) {
  const { lines, columns, narrow, onOpen, onVisible } = props;
  const gridRef = useRef<HTMLDivElement>(null);
  const bodyRef = useRef<HTMLDivElement>(null);
  const activeIndexRef = useRef(-1);
  const [offset, setOffset] = useState(0);
  const heights = HEIGHTS[narrow ? 'narrow' : 'wide'];
  const earlier = useEarlier();
  const folds = columns.some(column => column.kind === 'earlier');
  // Rows whose earlier environments can be opened, and those of a narrow page, are as high as what is in them.
  const measured = narrow || folds;

  useLayoutEffect(() => {
    setOffset(Math.round((bodyRef.current?.getBoundingClientRect().top ?? 0) + window.scrollY));
  }, [lines.length, narrow]);

  const virtualizer = useWindowVirtualizer({
    count: lines.length,
    estimateSize: index => heights[lines[index].kind],
    getItemKey: useCallback((index: number) => lines[index].key, [lines]),
    overscan: 6,
    scrollMargin: offset,
    scrollPaddingStart: STICKY_HEAD,
    // The active row stays in the document, so that the grid's tab stop and the focus are never lost by scrolling.
    rangeExtractor: range => {
      const shown = defaultRangeExtractor(range);
      const active = activeIndexRef.current;
      return active < 0 || shown.includes(active) ? shown : [...shown, active].sort((a, b) => a - b);
    },
  });
  const act = useCallback(
    (key: string, index: number, deployments = false) => {
      const column = columns[index - 1];
      if (column?.kind === 'earlier') {
        earlier.toggle(key);
      } else {
        onOpen(key, deployments && column?.kind === 'environment' ? column.environment : undefined);
      }
    },
    [columns, earlier, onOpen],
  );
  const scrollTo = useCallback((index: number) => virtualizer.scrollToIndex(index, { align: 'auto' }), [virtualizer]);
  const { active, activeIndex, setActive, onKeyDown } = useGridFocus({ gridRef, lines, columns: columns.length, scrollTo, onOpen: act });
  activeIndexRef.current = activeIndex;

  useEffect(() => virtualizer.measure(), [narrow, virtualizer]);

  const items = virtualizer.getVirtualItems();
  const shownKeys = items.map(item => item.key).join('\n');
  useEffect(() => {
    const shown = shownKeys.split('\n');
    onVisible(
      new Set(shown),
      shown.some(key => key.startsWith('waiting ')),
    );
  }, [shownKeys, onVisible]);

  const cellAt = (target: EventTarget) => {
    const key = (target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset.row;
    const cell = (target as HTMLElement).closest<HTMLElement>('[data-column]');
    return key !== undefined && cell ? { key, column: Number(cell.dataset.column), cell } : undefined;
  };
  // Screen readers put the focus where they are, without a key of ours.
  const onFocus = (event: FocusEvent) => {
    const at = cellAt(event.target);
    if (at) {
      setActive({ key: at.key, column: at.column });
    }
  };
  const onClick = (event: MouseEvent) => {
    const at = (event.target as HTMLElement).closest('a, button') ? undefined : cellAt(event.target);
    if (at) {
      at.cell.focus({ preventScroll: true });
      act(at.key, at.column);
    }
  };

  return (
    // Arrow keys and clicks are heard here once for all cells; the cells themselves take the focus.
    // eslint-disable-next-line jsx-a11y/interactive-supports-focus
    <div
      ref={gridRef}
      role="grid"
      aria-label="Services by environment"
      aria-rowcount={props.lineCount + 1}
      aria-colcount={columns.length + 1}
      aria-busy={props.busy}
      className={styles.grid}
      data-measured={measured ? '' : undefined}
      style={{ '--columns': columnTemplate(columns) } as React.CSSProperties}
      onKeyDown={onKeyDown}
      onFocus={onFocus}
      onClick={onClick}
    >
      <div role="row" aria-rowindex={1} className={styles.columns}>
        <div role="columnheader" aria-colindex={1}>
          Service
        </div>
        {columns.map((column, index) => (
          <div
            key={column.key}
            role="columnheader"
            aria-colindex={index + 2}
            data-last={column.kind === 'environment' && column.last ? '' : undefined}
          >
            {column.kind === 'earlier' ? <EarlierHead title={column.title} all={earlier.all} onToggle={earlier.toggleAll} /> : column.title}
          </div>
        ))}
      </div>
      <div role="rowgroup" ref={bodyRef} className={styles.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(item => {
          const line = lines[item.index];
          return (
            <div
              key={item.key}
              ref={measured ? virtualizer.measureElement : undefined}
              role="row"
              aria-rowindex={item.index + 2}
              data-index={item.index}
              data-row={line.kind === 'row' ? line.key : undefined}
              className={styles[line.kind]}
              style={{ transform: `translateY(${item.start - offset}px)`, ...(!measured && { height: heights[line.kind] }) }}
            >
              {line.kind === 'head' && (
                <div role="gridcell" aria-colindex={1} aria-colspan={columns.length + 1} className={styles.headCell}>
                  <GroupHead line={line} />
                </div>
              )}
              {line.kind === 'row' && (
                <FleetGridRow
                  row={line.row}
                  columns={columns}
                  active={active?.key === line.key ? active.column : undefined}
                  opened={earlier.isOpen(line.key)}
                  changedAt={props.changedAt}
                />
              )}
              {line.kind === 'waiting' && (
                <div role="gridcell" aria-colindex={1} aria-colspan={columns.length + 1} className={styles.waitingCell}>
                  <span className={styles.hidden}>Not loaded yet</span>
                </div>
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
