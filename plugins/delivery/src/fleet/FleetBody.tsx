import { useCallback, useMemo, useRef } from 'react';
import { LoadProblem } from '../components/LoadProblem';
import { buildColumns, environmentsOf } from './fleetColumns';
import { FleetEmpty, FleetNoMatch } from './FleetEmpty';
import { FleetFilters, isFiltered } from './fleetFilters';
import { FleetGrid } from './FleetGrid';
import { buildLines } from './fleetLines';
import { FleetLoading } from './FleetLoading';
import { FleetSnapshot } from './FleetSnapshot';
import { noMatchWords } from './noMatchWords';

/** The fleet in whatever state it is: loading, refused, empty, nothing that matches, or the grid. */
export function FleetBody(props: {
  snapshot: FleetSnapshot;
  filters: FleetFilters;
  narrow: boolean;
  onOpen: (ref: string, deployedTo?: string) => void;
  onVisible: (refs: ReadonlySet<string>) => void;
  onNeedMore: () => void;
  onRetry: () => void;
  onClear: () => void;
}) {
  const { snapshot, filters, onVisible, onNeedMore } = props;
  const { rows, counts, hasMore, total, environments } = snapshot;
  const unmappedSeen = useRef(false);
  // Once there, the column stays: a column that comes and goes would move all the others.
  unmappedSeen.current ||= rows.some(row => row.cells.some(cell => cell.environment === null && cell.targets !== 0));
  const unmapped = unmappedSeen.current;

  const lines = useMemo(
    () =>
      buildLines({
        rows,
        counts,
        waiting: hasMore ? Math.max(1, total - rows.length) : 0,
        countsWholeGroups: !filters.state,
        grouped: !filters.sort,
      }),
    [rows, counts, hasMore, total, filters.state, filters.sort],
  );
  const columns = useMemo(
    () => buildColumns(environments.length > 0 ? environments : environmentsOf(rows), unmapped),
    [environments, rows, unmapped],
  );
  const visible = useCallback(
    (refs: ReadonlySet<string>, needsMore: boolean) => {
      onVisible(refs);
      if (needsMore) {
        onNeedMore();
      }
    },
    [onVisible, onNeedMore],
  );

  if (snapshot.error) {
    return <LoadProblem what="Services" error={snapshot.error} retryAt={snapshot.retryAt} onRetry={props.onRetry} />;
  }
  if (rows.length === 0 && snapshot.phase === 'loading') {
    return <FleetLoading />;
  }
  if (rows.length === 0) {
    return isFiltered(filters) ? (
      <FleetNoMatch words={noMatchWords(filters)} onClear={props.onClear} />
    ) : (
      <FleetEmpty sources={snapshot.sources} />
    );
  }
  return (
    <FleetGrid
      lines={lines}
      columns={columns}
      lineCount={lines.length}
      narrow={props.narrow}
      busy={snapshot.phase === 'loading'}
      changedAt={snapshot.changedAt}
      onOpen={props.onOpen}
      onVisible={visible}
    />
  );
}
