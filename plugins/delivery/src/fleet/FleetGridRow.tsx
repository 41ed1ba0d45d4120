import { ServiceRow } from '@slipway/plugin-delivery-common';
import { memo } from 'react';
import { useCompareLink } from '../compare/useCompareAddress';
import { formatRef } from '../words/refs';
import { CellView } from './CellView';
import { EarlierCell } from './EarlierCell';
import { cellOf, environmentBefore, FleetColumn } from './fleetColumns';
import { cellKey } from './mergeRows';
import styles from './grid.module.css';

function subtitleOf(row: ServiceRow): string {
  if (!row.claimed) {
    return 'not in the catalog';
  }
  return row.owner ? formatRef(row.owner) : 'without an owner';
}

const LONG = 24;
const TAIL = 8;

/** A name as a whole where there is room, else without its middle: names of a family differ at their ends. */
function ServiceName({ name }: { name: string }) {
  return name.length <= LONG ? (
    <b className={styles.serviceName}>{name}</b>
  ) : (
    <b className={styles.serviceName} title={name}>
      <span className={styles.nameHead}>{name.slice(0, -TAIL)}</span>
      <span className={styles.nameTail}>{name.slice(-TAIL)}</span>
    </b>
  );
}

interface RowProps {
  row: ServiceRow;
  columns: FleetColumn[];
  active: number | undefined;
  /** Whether the earlier environments stand one by one. */
  opened: boolean;
  changedAt: ReadonlyMap<string, number>;
}

function CellContent({ row, columns, index, opened, changedAt }: Omit<RowProps, 'active'> & { index: number }) {
  const compareLink = useCompareLink();
  const column = columns[index];
  if (column.kind === 'earlier') {
    return <EarlierCell row={row} environments={column.environments} label={column.title} opened={opened} changedAt={changedAt} />;
  }
  const environment = column.kind === 'environment' ? column.environment : null;
  const cell = cellOf(row, environment);
  if (!cell && column.kind === 'unmapped') {
    return <span className={styles.nothing}>None</span>;
  }
  const from = environmentBefore(columns, index);
  const compareAddress = row.claimed && from && environment !== null ? compareLink(row.ref, { from, to: environment }) : undefined;
  return (
    <CellView cell={cell} label={column.title} changedAt={changedAt.get(cellKey(row.ref, environment))} compareAddress={compareAddress} />
  );
}

function isQuiet(row: ServiceRow, column: FleetColumn): boolean {
  if (column.kind === 'earlier') {
    return false;
  }
  const cell = cellOf(row, column.kind === 'environment' ? column.environment : null);
  return cell ? cell.word === 'Healthy' && !cell.lastHeardAt : column.kind === 'unmapped';
}

function GridRow(props: RowProps) {
  const { row, columns, active, opened, changedAt } = props;
  const name = row.title ?? row.name;
  // Two healthy cells share a line where it is narrow; with anything to say about one, each has its own.
  const quiet = columns.every(column => (column.kind === 'environment' && column.last) || isQuiet(row, column));
  return (
    <>
      <div
        role="rowheader"
        aria-colindex={1}
        aria-label={name.length > LONG ? `${name} ${subtitleOf(row)}` : undefined}
        className={styles.service}
        tabIndex={active === 0 ? 0 : -1}
        data-column={0}
      >
        <ServiceName name={name} />
        <span className={styles.serviceOwner}>{subtitleOf(row)}</span>
      </div>
      {columns.map((column, index) => (
        <div
          key={column.key}
          role="gridcell"
          aria-colindex={index + 2}
          className={styles.gridCell}
          data-last={column.kind === 'environment' && column.last ? '' : undefined}
          data-quiet={quiet ? '' : undefined}
          data-calm={isQuiet(row, column) ? '' : undefined}
          data-column={index + 1}
          aria-expanded={column.kind === 'earlier' ? opened : undefined}
          tabIndex={active === index + 1 ? 0 : -1}
        >
          <CellContent row={row} columns={columns} index={index} opened={opened} changedAt={changedAt} />
        </div>
      ))}
    </>
  );
}

/** A service's cells. `active` is the column that has the grid's one tab stop, where it is in this row. */
export const FleetGridRow = memo(GridRow);
