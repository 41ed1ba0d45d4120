import { InputError } from '@backstage/errors';

/** Reads the ends of a span of time as ISO 8601 UTC; what is no instant is an `InputError` that names the parameter. */
export function parseSpan<Query extends { from?: string; to?: string }>(query: Query): Query {
  const { from, to } = query;
  return { ...query, ...(from !== undefined && { from: instantOf(from, 'from') }), ...(to !== undefined && { to: instantOf(to, 'to') }) };
}

function instantOf(value: string, name: string): string {
  const millis = Date.parse(value);
  // A bare number is a year to JavaScript, and a count of seconds to the one who wrote it.
  if (Number.isNaN(millis) || !/^\d{4}-\d\d-\d\d/.test(value)) {
    throw new InputError(`The query parameter '${name}' must be an instant like 2026-03-01T10:00:00Z, got '${value}'`);
  }
  return new Date(millis).toISOString();
}
