import { Cell, ServiceRow } from '@slipway/plugin-delivery-common';

/** A cell that says something else than before. */
export interface CellChange {
  ref: string;
  name: string;
  cell: Cell;
}

/** The key under which a cell's last change is kept. */
export function cellKey(ref: string, environment: string | null): string {
  return `${ref} ${environment ?? ''}`;
}

function says(cell: Cell): string {
  return JSON.stringify([cell.word, cell.version.name, cell.spread, cell.count, cell.desired?.name, cell.lastHeardAt]);
}

/** The cells of a row that say something else than they did; none for a row that is new to the page. */
export function changedCells(before: ServiceRow | undefined, after: ServiceRow): CellChange[] {
  if (!before) {
    return [];
  }
  const old = new Map(before.cells.map(cell => [cell.environment, says(cell)]));
  return after.cells
    .filter(cell => old.get(cell.environment) !== says(cell))
    .map(cell => ({ ref: after.ref, name: after.title ?? after.name, cell }));
}

/** Rows with some of them replaced in place; the order stays. */
export function replaceRows(rows: ServiceRow[], fresh: ReadonlyMap<string, ServiceRow>, gone: ReadonlySet<string>): ServiceRow[] {
  return rows.filter(row => !gone.has(row.ref)).map(row => fresh.get(row.ref) ?? row);
}

/**
 * Rows after the list was read anew: what the page already shows keeps its place, also where it no longer matches the
 * filter, so that nothing moves under the eye; what is new stands after the row that precedes it in the answer.
 */
export function mergeRows(shown: ServiceRow[], read: ServiceRow[]): ServiceRow[] {
  const known = new Set(shown.map(row => row.ref));
  const fresh = new Map(read.map(row => [row.ref, row]));
  const added = new Map<string | undefined, ServiceRow[]>();
  let anchor: string | undefined;
  for (const row of read) {
    if (known.has(row.ref)) {
      anchor = row.ref;
    } else {
      added.set(anchor, [...(added.get(anchor) ?? []), row]);
    }
  }
  return [...(added.get(undefined) ?? []), ...shown.flatMap(row => [fresh.get(row.ref) ?? row, ...(added.get(row.ref) ?? [])])];
}
