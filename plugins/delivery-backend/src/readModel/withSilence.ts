import { ServiceDetail, ServiceRow } from '@slipway/plugin-delivery-common';
import { overlaySilence } from '../domain';
import { StoredServiceRow } from './toServiceRow';

/** What is stored beside a row. */
export type StoredDetail = Omit<ServiceDetail, keyof ServiceRow>;

type SilentSources = Record<string, string | null> | null;

/** A row as a reader sees it while some sources are silent, without what only the overlay needs. */
export function withSilence(row: StoredServiceRow, silent: SilentSources): ServiceRow {
  const seen: StoredServiceRow = silent ? overlaySilence<StoredServiceRow>(row, lastHeard(silent)) : row;
  return { ...seen, cells: seen.cells.map(({ sources, ...cell }) => cell) };
}

/** Targets as a reader sees them while some sources are silent. */
export function withSilentTargets(targets: ServiceDetail['targets'], silent: SilentSources): ServiceDetail['targets'] {
  return silent ? targets.map(target => overlaySilence(target, lastHeard(silent))) : targets;
}

function lastHeard(silent: NonNullable<SilentSources>): ReadonlyMap<string, string> {
  return new Map(Object.entries(silent).flatMap(([source, heardAt]) => (heardAt ? [[source, heardAt]] : [])));
}
