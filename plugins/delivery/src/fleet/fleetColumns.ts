import { Cell, ServiceRow } from '@slipway/plugin-delivery-common';

const MOST_COLUMNS = 4;

/** A column of the grid after the service's: one environment, the earlier ones in one, or targets that no rule maps. */
export type FleetColumn =
  | { kind: 'environment'; key: string; title: string; environment: string; last: boolean }
  | { kind: 'earlier'; key: string; title: string; environments: string[] }
  | { kind: 'unmapped'; key: string; title: string };

/** The environments that rows name, in order of appearance: for readers who may not read the sources. */
export function environmentsOf(rows: ServiceRow[]): string[] {
  return [...new Set(rows.flatMap(row => row.cells.flatMap(cell => cell.environment ?? [])))];
}

/** Up to four environments stand as columns; beyond that the last one stands alone and the earlier ones fold into one. */
export function buildColumns(environments: string[], unmapped: boolean): FleetColumn[] {
  const last = environments[environments.length - 1];
  const folded = environments.length > MOST_COLUMNS;
  const standing = folded ? [last] : environments;
  const earlier = environments.slice(0, -1);
  return [
    ...(folded
      ? [{ kind: 'earlier' as const, key: 'earlier', title: `${earlier.length} earlier environments`, environments: earlier }]
      : []),
    ...standing.map(environment => ({
      kind: 'environment' as const,
      key: `environment ${environment}`,
      title: environment,
      environment,
      last: environment === last,
    })),
    ...(unmapped ? [{ kind: 'unmapped' as const, key: 'unmapped', title: 'no environment' }] : []),
  ];
}

/** The widths of the columns as a grid template: the last environment is the widest, none of them follows its content. */
export function columnTemplate(columns: FleetColumn[]): string {
  const widths = columns.map(column => {
    if (column.kind === 'earlier') {
      return 'minmax(0, 44fr)';
    }
    if (column.kind === 'unmapped') {
      return 'minmax(0, 15fr)';
    }
    return column.last ? 'minmax(0, 31fr)' : 'minmax(0, 24fr)';
  });
  return ['minmax(0, 20fr)', ...widths].join(' ');
}

/** What a row says in an environment; undefined where it has nothing there. */
export function cellOf(row: ServiceRow, environment: string | null): Cell | undefined {
  return row.cells.find(cell => cell.environment === environment);
}

/** The environment before that of a column in the order of promotion; undefined where there is none. */
export function environmentBefore(columns: FleetColumn[], index: number): string | undefined {
  const before = columns[index - 1];
  if (before?.kind === 'environment') {
    return before.environment;
  }
  return before?.kind === 'earlier' ? before.environments[before.environments.length - 1] : undefined;
}
