import { ServiceRow } from '@slipway/plugin-delivery-common';
import { memo } from 'react';
import { formatRef } from '../words/refs';
import { CellView } from './CellView';
import { EarlierCell } from './EarlierCell';
import { cellOf, FleetColumn } from './fleetColumns';
import { cellKey } from './mergeRows';
import styles from './grid.module.css';

function subtitleOf(row: ServiceRow): string {
  if (!row.claimed) {
    return 'not in the catalog';
  }
  return row.owner ? formatRef(row.owner) : 'without an owner';
}

function CellContent(props: { row: ServiceRow; column: FleetColumn; changedAt: ReadonlyMap<string, number> }) {
  const { row, column, changedAt } = props;
  if (column.kind === 'earlier') {
    return <EarlierCell row={row} environments={column.environments} label={column.title} />;
  }
  const environment = column.kind === 'environment' ? column.environment : null;
  const cell = cellOf(row, environment);
  if (!cell && column.kind === 'unmapped') {
    return <span className={styles.nothing}>None</span>;
  }
  return <CellView cell={cell} label={column.title} changedAt={changedAt.get(cellKey(row.ref, environment))} />;
}

function isQuiet(row: ServiceRow, column: FleetColumn): boolean {
  if (column.kind === 'earlier') {
    return false;
  }
  const cell = cellOf(row, column.kind === 'environment' ? column.environment : null);
  return cell ? cell.word === 'Healthy' && !cell.lastHeardAt : column.kind === 'unmapped';
}

function GridRow(props: { row: ServiceRow; columns: FleetColumn[]; active: number | undefined; changedAt: ReadonlyMap<string, number> }) {
  const { row, columns, active, changedAt } = props;
  const name = row.title ?? row.name;
  // Two healthy cells share a line where it is narrow; with anything to say about one, each has its own.
  const quiet = columns.every(column => (column.kind === 'environment' && column.last) || isQuiet(row, column));
  return (
    <>
      <div role="rowheader" aria-colindex={1} className={styles.service} tabIndex={active === 0 ? 0 : -1} data-column={0}>
        <b className={styles.serviceName} title={name}>
          {name}
        </b>
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
          tabIndex={active === index + 1 ? 0 : -1}
        >
          <CellContent row={row} column={column} changedAt={changedAt} />
        </div>
      ))}
    </>
  );
}

/** A service's cells. `active` is the column that has the grid's one tab stop, where it is in this row. */
export const FleetGridRow = memo(GridRow);
