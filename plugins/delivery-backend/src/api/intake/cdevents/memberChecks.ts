import { InputError } from '@backstage/errors';
import { isObject } from '../members';

/** Says what a value should be, or nothing when it is that. */
export type MemberCheck = (value: unknown) => string | undefined;

/** The members of an object: a name that ends in `!` is required, others are not; members that are not named are left alone. */
export interface MemberChecks {
  readonly [name: string]: MemberCheck | MemberChecks;
}

export const text: MemberCheck = value => (typeof value === 'string' ? undefined : 'a string');
export const filledText: MemberCheck = value => (typeof value === 'string' && value !== '' ? undefined : 'a non-empty string');
export const uri: MemberCheck = value => (typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\S+$/i.test(value) ? undefined : 'a URI');
export const uriReference: MemberCheck = value =>
  typeof value === 'string' && /^\S+$/.test(value) ? undefined : 'a non-empty URI reference';
export const texts: MemberCheck = value =>
  Array.isArray(value) && value.every(item => typeof item === 'string') ? undefined : 'an array of strings';
export const anyObject: MemberCheck = value => (isObject(value) ? undefined : 'an object');

/** One of a few words. */
export function oneOf(...words: string[]): MemberCheck {
  return value => (words.includes(value as string) ? undefined : `one of ${words.join(', ')}`);
}

/** Refuses the first member that is missing or of another type, by its path. */
export function checkMembers(value: unknown, checks: MemberChecks, path: string): void {
  if (!isObject(value)) {
    throw new InputError(value === undefined ? `'${path}' is missing` : `'${path}' is not an object`);
  }
  for (const [key, check] of Object.entries(checks)) {
    const required = key.endsWith('!');
    const name = required ? key.slice(0, -1) : key;
    const member = value[name];
    if (member === undefined) {
      if (required) {
        throw new InputError(`'${path}.${name}' is missing`);
      }
    } else if (typeof check === 'function') {
      const wanted = check(member);
      if (wanted) {
        throw new InputError(`'${path}.${name}' is not ${wanted}`);
      }
    } else {
      checkMembers(member, check, `${path}.${name}`);
    }
  }
}
