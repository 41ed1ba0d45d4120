import { InputError } from '@backstage/errors';
import { BOUNDS, NewMachineToken, TokenBounds } from '@slipway/plugin-access-common';

const MEMBERS = ['name', 'bounds', 'reads', 'days'];
const MOST_ITEMS = 100;

/** Reads what a token is to be; whatever does not fit is an `InputError` that names it. */
export function parseNewToken(body: unknown): NewMachineToken {
  const { name, bounds, reads, days } = membersOf(body, 'The body', MEMBERS);
  if (typeof name !== 'string' || !/^[\w.@/: -]{1,100}$/.test(name.trim()) || name.trim() === '') {
    throw new InputError("'name' must have 1 to 100 letters, digits, spaces or . _ - @ / :");
  }
  if (reads !== undefined && typeof reads !== 'boolean') {
    throw new InputError("'reads' must be true or false");
  }
  if (days !== undefined && (typeof days !== 'number' || !Number.isInteger(days) || days < 1 || days > 3650)) {
    throw new InputError("'days' must be a whole number from 1 to 3650; leave it out for a token that does not end");
  }
  return {
    name: name.trim(),
    ...(bounds !== undefined && { bounds: boundsOf(bounds) }),
    ...(reads && { reads }),
    ...(days !== undefined && { days }),
  };
}

function boundsOf(value: unknown): TokenBounds {
  const members = membersOf(value, "'bounds'", BOUNDS);
  for (const [key, items] of Object.entries(members)) {
    const fits = Array.isArray(items) && items.length <= MOST_ITEMS && items.every(item => typeof item === 'string' && item.trim() !== '');
    if (!fits) {
      throw new InputError(`'bounds.${key}' must be a list of at most ${MOST_ITEMS} texts`);
    }
  }
  return members as TokenBounds;
}

function membersOf(value: unknown, what: string, known: readonly string[]): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`${what} must be a JSON object with ${known.join(', ')}`);
  }
  const unknown = Object.keys(value).find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError(`'${unknown}' is not known; known are ${known.join(', ')}`);
  }
  return value as Record<string, unknown>;
}
