import { EntityFeatures } from './model';

/** Which entities a person may act on, as a tree. The lists of a leaf name what one of has to hold. */
export type EntityFilter =
  | { anyOf: EntityFilter[] }
  | { allOf: EntityFilter[] }
  | { not: EntityFilter }
  | { kind: string[] }
  | { owner: string[] }
  | { system: string[] }
  | { tag: string[] }
  | { environment: string[] };

export const ALL: EntityFilter = { allOf: [] };
export const NONE: EntityFilter = { anyOf: [] };

export function isAll(filter: EntityFilter): boolean {
  return 'allOf' in filter && filter.allOf.length === 0;
}

export function isNone(filter: EntityFilter): boolean {
  return 'anyOf' in filter && filter.anyOf.length === 0;
}

/** Holds where one does; as small as what is known of its parts allows. */
export function anyOf(filters: EntityFilter[]): EntityFilter {
  const parts = filters.filter(filter => !isNone(filter));
  if (parts.some(isAll)) {
    return ALL;
  }
  return parts.length === 1 ? parts[0] : { anyOf: parts };
}

/** Holds where all do. */
export function allOf(filters: EntityFilter[]): EntityFilter {
  const parts = filters.filter(filter => !isAll(filter));
  if (parts.some(isNone)) {
    return NONE;
  }
  return parts.length === 1 ? parts[0] : { allOf: parts };
}

export function not(filter: EntityFilter): EntityFilter {
  if (isAll(filter)) {
    return NONE;
  }
  return isNone(filter) ? ALL : { not: filter };
}

/** True for an entity that the filter lets through. */
export function holds(filter: EntityFilter, entity: EntityFeatures): boolean {
  if ('anyOf' in filter) {
    return filter.anyOf.some(part => holds(part, entity));
  }
  if ('allOf' in filter) {
    return filter.allOf.every(part => holds(part, entity));
  }
  if ('not' in filter) {
    return !holds(filter.not, entity);
  }
  if ('kind' in filter) {
    return filter.kind.includes(entity.kind);
  }
  if ('owner' in filter) {
    return entity.owner !== null && filter.owner.includes(entity.owner);
  }
  if ('system' in filter) {
    return entity.system !== null && filter.system.includes(entity.system);
  }
  if ('tag' in filter) {
    return entity.tags.some(tag => filter.tag.includes(tag));
  }
  return entity.environments.some(environment => filter.environment.includes(environment));
}
