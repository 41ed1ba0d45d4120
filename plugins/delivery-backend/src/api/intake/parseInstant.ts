import { InputError } from '@backstage/errors';

const RFC_3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.\d+)?(?:[Zz]|[+-](\d{2}):(\d{2}))$/;
const AHEAD_LIMIT_MS = 10 * 60 * 1000;

/** True for an RFC 3339 instant whose date exists: 2026-02-30 does not. */
export function isInstant(value: string): boolean {
  const match = RFC_3339.exec(value);
  if (!match) {
    return false;
  }
  const [year, month, day, hour, minute, second, offsetHour = 0, offsetMinute = 0] = match.slice(1).map(part => Number(part ?? 0));
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  return (
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= lastDay &&
    hour < 24 &&
    minute < 60 &&
    second < 60 &&
    offsetHour < 24 &&
    offsetMinute < 60
  );
}

/** The instant in UTC with milliseconds; an impossible one, or one over 10 minutes ahead of `now`, is an `InputError` that names the attribute. */
export function parseInstant(value: unknown, attribute: string, now: Date): string {
  if (typeof value !== 'string' || !isInstant(value)) {
    throw new InputError(`'${attribute}' is not an RFC 3339 instant with a real date, such as 2026-01-31T09:30:00Z`);
  }
  const instant = new Date(value.toUpperCase());
  if (instant.getTime() - now.getTime() > AHEAD_LIMIT_MS) {
    throw new InputError(`'${attribute}' is ${value}, more than 10 minutes ahead of this server's clock`);
  }
  return instant.toISOString();
}
