import { Knex } from 'knex';
import { Transaction } from './DeliveryDatabase';

/** Connections remember each of them for good: texts that vary without end are not worth it. */
const MOST_STATEMENTS = 200;
const names = new Map<string, string>();

/**
 * Runs a statement that each connection parses and plans once and not each time. For statements that pages ask for: planning takes two
 * thirds of what PostgreSQL does for them. Values belong into the bindings, so that the text stays the same.
 */
export function prepared<Result>(knex: Knex | Transaction, sql: string, bindings: Knex.RawBinding[] | Knex.ValueDict): Knex.Raw<Result> {
  const statement = knex.raw<Result>(sql, bindings as Knex.RawBinding[]);
  const name = nameOf(sql);
  return name === undefined ? statement : statement.options({ name });
}

function nameOf(sql: string): string | undefined {
  if (!names.has(sql) && names.size < MOST_STATEMENTS) {
    names.set(sql, `slipway_${names.size + 1}`);
  }
  return names.get(sql);
}
