export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const WEEK = 7 * DAY;

/** The first day of the demo organisation, a Monday: everything is counted from here, so that a day says the same whenever it is asked. */
export const ORIGIN = Date.UTC(2026, 0, 5);

/** How far back the record is told of, in days. */
export const HISTORY_DAYS = 90;

export const dayOf = (at: number) => Math.floor((at - ORIGIN) / DAY);
export const startOf = (day: number) => ORIGIN + day * DAY;
export const weekOf = (at: number) => Math.floor((at - ORIGIN) / WEEK);
export const isWorkday = (day: number) => ((day % 7) + 7) % 7 < 5;
export const iso = (at: number) => new Date(at).toISOString();

/** The next instant at this hour of a working day, not before `at`. */
export function nextWorkday(at: number, hour: number): number {
  for (let day = dayOf(at); ; day++) {
    const instant = startOf(day) + hour * HOUR;
    if (isWorkday(day) && instant >= at) {
      return instant;
    }
  }
}
