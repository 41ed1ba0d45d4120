import { wordGroups } from '../../domain';
import { allOf, anyOf, Condition, condition, texts } from '../condition';
import { ServiceFilter } from './ServiceFilter';
import { SILENT_SOURCES } from './silence';

/** True for the rows of `services` that a filter takes: each part of it by any environment, or by the given one. */
export function matchesFilter(filter: ServiceFilter): Condition {
  const parts = new Array<Condition>();
  if (filter.ref?.length) {
    parts.push(condition('services.ref = ANY (?::text[])', texts(filter.ref)));
  }
  if (filter.owner?.length) {
    parts.push(condition('services.owner = ANY (?::text[])', texts(filter.owner)));
  }
  if (filter.system?.length) {
    parts.push(condition('services.system = ANY (?::text[])', texts(filter.system)));
  }
  if (filter.q) {
    const pattern = texts([filter.q])[0]
      .toLowerCase()
      .replace(/[\\%_]/g, '\\$&');
    parts.push(condition('services.search LIKE ?', `%${pattern}%`));
  }
  const cell = ofCells(filter.environment);
  if (filter.health?.length) {
    parts.push(cell('health', condition('?::text[]', texts(filter.health))));
  }
  if (filter.sync?.length) {
    parts.push(cell('sync', condition('?::text[]', texts(filter.sync))));
  }
  if (filter.state) {
    parts.push(inState(filter.state, cell));
  }
  return allOf(parts);
}

/** True when a cell has one of the values. */
type OfCells = (column: 'word' | 'health' | 'sync' | 'source', values: Condition) => Condition;

function ofCells(environment: string | undefined): OfCells {
  if (environment === undefined) {
    return (column, { sql, values }) => condition(`services.${column}s && ${sql}`, ...values);
  }
  return (column, { sql, values }) =>
    condition(
      `EXISTS (SELECT FROM service_cells WHERE service_cells.model = services.model AND service_cells.ref = services.ref
         AND service_cells.environment = ? AND ${column === 'source' ? `sources && ${sql}` : `${column} = ANY (${sql})`})`,
      ...texts([environment]),
      ...values,
    );
}

function inState(state: NonNullable<ServiceFilter['state']>, cell: OfCells): Condition {
  const silent = cell('source', condition(SILENT_SOURCES));
  if (state === 'silent') {
    return silent;
  }
  const words = cell('word', condition('?::text[]', [...wordGroups[state]]));
  return state === 'uncertain' ? anyOf([words, silent]) : words;
}
