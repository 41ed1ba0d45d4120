const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

const twoDigits = (value: number) => String(value).padStart(2, '0');

/** The time of day in the reader's zone: `16:27`. */
export function formatTime(at: Date): string {
  return `${twoDigits(at.getHours())}:${twoDigits(at.getMinutes())}`;
}

/** The time of day with seconds, for timelines: `11:06:12`. */
export function formatExactTime(at: Date): string {
  return `${formatTime(at)}:${twoDigits(at.getSeconds())}`;
}

/** A day in the reader's zone: `Sat 7 Mar` within the year of `now`, else `7 Mar 2025`. */
export function formatDay(at: Date, now: Date): string {
  const day = `${at.getDate()} ${MONTHS[at.getMonth()]}`;
  return at.getFullYear() === now.getFullYear() ? `${WEEKDAYS[at.getDay()]} ${day}` : `${day} ${at.getFullYear()}`;
}

/** How many calendar days lie between two instants in the reader's zone; 0 on the same day. */
export function daysBetween(earlier: Date, later: Date): number {
  const midnight = (at: Date) => Date.UTC(at.getFullYear(), at.getMonth(), at.getDate());
  return Math.round((midnight(later) - midnight(earlier)) / 86_400_000);
}

/** An instant in full: in the reader's zone and in UTC. */
export function formatInstant(at: Date): { local: string; utc: string } {
  const day = `${WEEKDAYS[at.getDay()]} ${at.getDate()} ${MONTHS[at.getMonth()]} ${at.getFullYear()}`;
  const utcDay = `${at.getUTCDate()} ${MONTHS[at.getUTCMonth()]}`;
  const utcTime = [at.getUTCHours(), at.getUTCMinutes(), at.getUTCSeconds()].map(twoDigits).join(':');
  return { local: `${day}, ${formatExactTime(at)}`, utc: `${utcDay}, ${utcTime} UTC` };
}

/** The reader's zone as an offset: `UTC+1`, `UTC`, `UTC-3:30`. */
export function formatZone(at: Date): string {
  const offset = -at.getTimezoneOffset();
  if (offset === 0) {
    return 'UTC';
  }
  const minutes = Math.abs(offset) % 60;
  return `UTC${offset < 0 ? '-' : '+'}${Math.floor(Math.abs(offset) / 60)}${minutes ? `:${twoDigits(minutes)}` : ''}`;
}
