import { createHash } from 'node:crypto';

/** A hash of facts that does not depend on the order of their keys; absent and undefined members are alike. */
export function hashFacts(facts: unknown): string {
  return createHash('sha256').update(canonical(facts)).digest('base64url');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) {
    return `[${value.map(item => canonical(item === undefined ? null : item)).join(',')}]`;
  }
  if (value !== null && typeof value === 'object') {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonical(member)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
