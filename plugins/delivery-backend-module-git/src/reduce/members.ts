import { InputError } from '@backstage/errors';
import { Person } from '@slipway/plugin-delivery-common';
import { Members, membersOf, textOf } from '@slipway/plugin-delivery-node';

const NO_COMMIT = /^0+$/;
const COMMIT = /^[0-9a-f]{40}([0-9a-f]{24})?$/;

/** Whose delivery it is. */
export interface DeliveryContext {
  source: string;
  /** The host that repositories are named after. */
  host: string;
  /** True for what was read in a list, which says less than a delivery does. */
  isListed?: boolean;
}

/** An object that a delivery must have. */
export function memberOf(payload: Members, name: string): Members {
  const value = payload[name];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`'${name}' is missing`);
  }
  return value as Members;
}

/** A text that a delivery must have. */
export function wantText(value: unknown, path: string): string {
  const text = textOf(value);
  if (text === undefined) {
    throw new InputError(`'${path}' is missing`);
  }
  return text;
}

/** A number that a delivery must have as its identity, as text. */
export function wantId(value: unknown, path: string): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new InputError(`'${path}' is no id`);
  }
  return String(value);
}

/** A whole commit id. */
export function wantCommit(value: unknown, path: string): string {
  const commit = commitOf(value);
  if (commit === undefined) {
    throw new InputError(`'${path}' is no commit id`);
  }
  return commit;
}

/** A whole commit id; undefined where there is none. */
export function commitOf(value: unknown): string | undefined {
  const text = textOf(value)?.toLowerCase();
  return text !== undefined && COMMIT.test(text) && !NO_COMMIT.test(text) ? text : undefined;
}

/** The name of the repository that a delivery is about. */
export function repositoryOf(payload: Members, host: string): string {
  return `${host}/${wantText(memberOf(payload, 'repository').full_name, 'repository.full_name')}`;
}

/** An instant as ISO 8601 UTC, from a text or from seconds; undefined where it is none. GitHub says that by the year 1, Gitea by 1970. */
export function instantOf(value: unknown): string | undefined {
  const millis = typeof value === 'number' ? value * 1000 : Date.parse(textOf(value) ?? '');
  const date = new Date(millis);
  return Number.isNaN(millis) || millis <= 0 || date.getUTCFullYear() > 9999 ? undefined : date.toISOString();
}

/** The place of an instant in an order; 0 where it is not known. */
export function placeOf(instant: string | undefined): string {
  return String(instant === undefined ? 0 : Date.parse(instant));
}

/** Someone by the name of the account; undefined where there is nobody. */
export function accountOf(value: unknown): Person | undefined {
  const username = textOf(membersOf(value).login);
  return username === undefined ? undefined : { username };
}

/** Someone as a commit names them; undefined where it does not. */
export function personOf(value: unknown): Person | undefined {
  const { name, email, username } = membersOf(value);
  return withoutAbsent({ name: textOf(name), email: textOf(email), username: textOf(username) });
}

/** An object without the members that are undefined; undefined when none is left. */
function withoutAbsent(person: Person): Person | undefined {
  const known = Object.entries(person).filter(([, value]) => value !== undefined);
  return known.length > 0 ? Object.fromEntries(known) : undefined;
}
