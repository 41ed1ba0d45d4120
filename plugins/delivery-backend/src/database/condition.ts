import { Knex } from 'knex';
import { storableText } from './toJson';

/** A piece of SQL with `?` for its values. */
export interface Condition {
  sql: string;
  values: Knex.RawBinding[];
}

export const TRUE: Condition = { sql: 'TRUE', values: [] };

export function condition(sql: string, ...values: Knex.RawBinding[]): Condition {
  return { sql, values };
}

export function allOf(conditions: Condition[]): Condition {
  return join(conditions, ' AND ', 'TRUE');
}

export function anyOf(conditions: Condition[]): Condition {
  return join(conditions, ' OR ', 'FALSE');
}

export function not({ sql, values }: Condition): Condition {
  return { sql: `NOT (${sql})`, values };
}

/** Texts of a caller as PostgreSQL takes them: characters that it cannot hold match nothing instead of failing. */
export function texts(values: readonly string[]): string[] {
  return values.map(storableText);
}

function join(conditions: Condition[], operator: string, empty: string): Condition {
  if (conditions.length === 0) {
    return { sql: empty, values: [] };
  }
  return { sql: conditions.map(({ sql }) => `(${sql})`).join(operator), values: conditions.flatMap(({ values }) => values) };
}
