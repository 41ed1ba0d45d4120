import { JourneyStep, Line } from './steps';

/** Shorter ones are how long machines take to notice, and only clutter the line. */
const SHORTEST = 60_000;

/** A time in which a change stood still between two steps. */
export interface Wait {
  from: string;
  until: string;
}

/** When a change only waited, for each line between two steps that it has passed; undefined where that is short or unknown. */
export function waitsOf(steps: readonly JourneyStep[], lines: readonly Line[]): Array<Wait | undefined> {
  return lines.map((line, index) => {
    const from = steps[index].took?.until ?? steps[index].ended;
    const until = steps[index + 1].took?.from;
    return line === 'passed' && from && until && Date.parse(until) - Date.parse(from) >= SHORTEST ? { from, until } : undefined;
  });
}
