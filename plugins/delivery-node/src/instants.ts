/** The same tolerance as the intake's: clocks of one installation differ by seconds, a wrong one by more than this. */
export const CLOCK_TOLERANCE_MS = 10 * 60 * 1000;

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** Reads instants against a clock that is handed in, and keeps what was wrong with them. */
export class InstantReader {
  readonly problems: string[] = [];

  constructor(private readonly now: number) {}

  /** ISO 8601 UTC, or nothing where the value is absent, no instant, or ahead of our clock. */
  read(value: unknown, field: string): string | undefined {
    if (value === undefined || value === null || value === '') {
      return undefined;
    }
    const milliseconds = typeof value === 'string' && RFC_3339.test(value) ? Date.parse(value) : Number.NaN;
    if (Number.isNaN(milliseconds)) {
      this.problems.push(`${field} is no instant`);
      return undefined;
    }
    // Go's zero time is year 1; Kubernetes did not exist before 1970 either.
    if (milliseconds <= 0) {
      return undefined;
    }
    if (milliseconds > this.now + CLOCK_TOLERANCE_MS) {
      this.problems.push(`${field} is unknown (source clock ahead)`);
      return undefined;
    }
    return new Date(milliseconds).toISOString();
  }
}
