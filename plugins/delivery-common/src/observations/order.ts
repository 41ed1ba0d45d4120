/**
 * The position of a state within its subject, as its source gives it: two decimal strings, compared first by epoch, then by position.
 * It has meaning only within that one subject.
 */
export interface ObservationOrder {
  epoch: string;
  position: string;
}

/** Compares two orders of the same subject: negative when the first is older, 0 when they are equal. */
export function compareOrder(a: ObservationOrder, b: ObservationOrder): number {
  return compareDecimal(a.epoch, b.epoch) || compareDecimal(a.position, b.position);
}

// Decimal strings of any length: BigInt allocates, and this runs for every observation of every projection.
function compareDecimal(a: string, b: string): number {
  if (a.length !== b.length) {
    return a.length - b.length;
  }
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
