/** Milliseconds of an ISO 8601 instant; undefined where there is none or it cannot be read. */
export function millisOf(instant: string | null | undefined): number | undefined {
  if (!instant) {
    return undefined;
  }
  const millis = Date.parse(instant);
  return Number.isNaN(millis) ? undefined : millis;
}

/** The instant in UTC, whole seconds without a fraction; null where there is none or it cannot be read. */
export function instantOf(instant: string | null | undefined): string | null {
  const millis = millisOf(instant);
  return millis === undefined ? null : new Date(millis).toISOString().replace('.000Z', 'Z');
}

/** The later of the instants that are known; null when none is. */
export function latestOf(...instants: Array<string | null | undefined>): string | null {
  return extremeOf(instants, (a, b) => a > b);
}

/** The earlier of the instants that are known; null when none is. */
export function earliestOf(...instants: Array<string | null | undefined>): string | null {
  return extremeOf(instants, (a, b) => a < b);
}

function extremeOf(instants: Array<string | null | undefined>, better: (a: number, b: number) => boolean): string | null {
  let best: number | undefined;
  for (const instant of instants) {
    const millis = millisOf(instant);
    if (millis !== undefined && (best === undefined || better(millis, best))) {
      best = millis;
    }
  }
  return best === undefined ? null : instantOf(new Date(best).toISOString());
}
