import { InputError } from '@backstage/errors';

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
  return value;
}
