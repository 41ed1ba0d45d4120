import { InputError } from '@backstage/errors';

// A surrogate that stands alone is half a character.
const FORBIDDEN_CHARACTER = /[\p{Cc}\p{Cs}]/u;

/** True for a JSON object, neither array nor null. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is a non-empty string; anything else is an `InputError` that names it, with the path that leads to it. */
export function stringMember(object: Record<string, unknown>, name: string, path = name): string {
  const value = object[name];
  if (value === undefined) {
    throw new InputError(`'${path}' is missing`);
  }
  if (typeof value !== 'string' || value.trim() === '') {
    throw new InputError(`'${path}' is not a non-empty string`);
  }
  // CloudEvents allows neither in an attribute, and the record could not keep them as they are.
  if (FORBIDDEN_CHARACTER.test(value)) {
    throw new InputError(`'${path}' has a control character or half a character`);
  }
  return value;
}

/** True when objects and arrays stand within each other beyond so many levels. */
export function isDeeperThan(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) {
    return false;
  }
  return levels === 0 || Object.values(value).some(member => isDeeperThan(member, levels - 1));
}
