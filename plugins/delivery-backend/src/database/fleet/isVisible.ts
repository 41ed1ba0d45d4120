import { allOf, anyOf, Condition, condition, not, texts, TRUE } from '../condition';
import { Visibility, VisibilityFilter } from './ServiceFilter';

/** True for the rows of `table` that a caller may see; its columns are ref, claimed, owner, system, tags and environments. */
export function isVisible(table: string, { filter, includeUnclaimed }: Visibility): Condition {
  if (filter === 'all' && includeUnclaimed) {
    return TRUE;
  }
  const claimed = allOf([condition(`${table}.claimed`), passes(table, filter)]);
  return includeUnclaimed ? anyOf([condition(`NOT ${table}.claimed`), claimed]) : claimed;
}

// An absent owner or system is in no list and never null, so that `not` turns it around as well.
function passes(table: string, filter: VisibilityFilter): Condition {
  if (filter === 'all') {
    return TRUE;
  }
  if ('anyOf' in filter) {
    return anyOf(filter.anyOf.map(item => passes(table, item)));
  }
  if ('allOf' in filter) {
    return allOf(filter.allOf.map(item => passes(table, item)));
  }
  if ('not' in filter) {
    return not(passes(table, filter.not));
  }
  if ('kindIn' in filter) {
    return condition(`split_part(${table}.ref, ':', 1) = ANY (?::text[])`, texts(filter.kindIn));
  }
  if ('ownerIn' in filter) {
    return condition(`coalesce(${table}.owner = ANY (?::text[]), FALSE)`, texts(filter.ownerIn));
  }
  if ('systemIn' in filter) {
    return condition(`coalesce(${table}.system = ANY (?::text[]), FALSE)`, texts(filter.systemIn));
  }
  if ('tagIn' in filter) {
    return condition(`${table}.tags && ?::text[]`, texts(filter.tagIn));
  }
  return condition(`${table}.environments && ?::text[]`, texts(filter.environmentIn));
}
