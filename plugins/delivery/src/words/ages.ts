import { daysBetween, formatDay, formatTime } from './calendar';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** "When" of what happened: `2 s ago`, `18 min ago`, `3 h ago`, `yesterday 16:27`, `Sat 7 Mar`, `7 Mar 2025`; rounded down. */
export function formatAge(instant: string, now: number): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) {
    return 'unknown';
  }
  // A source's clock may run a little ahead of the reader's; an age is never negative.
  const age = Math.max(0, now - at.getTime());
  if (age < MINUTE) {
    return `${Math.floor(age / 1000)} s ago`;
  }
  if (age < HOUR) {
    return `${Math.floor(age / MINUTE)} min ago`;
  }
  const today = new Date(now);
  const days = daysBetween(at, today);
  if (days === 0 || age < 12 * HOUR) {
    return `${Math.floor(age / HOUR)} h ago`;
  }
  return days === 1 ? `yesterday ${formatTime(at)}` : formatDay(at, today);
}

/** "Since" of what lasts: `since 11:30`, `since yesterday 16:27`, `since Sat 7 Mar`. */
export function formatSince(instant: string, now: number): string {
  return `since ${formatMoment(instant, now)}`;
}

/** A moment named by the clock: `13:51` today, `yesterday 16:27`, then the day. */
export function formatMoment(instant: string, now: number): string {
  const at = new Date(instant);
  if (Number.isNaN(at.getTime())) {
    return 'unknown';
  }
  const today = new Date(now);
  const days = daysBetween(at, today);
  if (days <= 0) {
    return formatTime(at);
  }
  return days === 1 ? `yesterday ${formatTime(at)}` : formatDay(at, today);
}
