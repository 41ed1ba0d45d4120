import { compareOrder } from '@slipway/plugin-delivery-common';
import { StoredObservation } from './model';

type Ordered = Pick<StoredObservation, 'order' | 'contentHash' | 'source'>;

/** Orders observations of one subject: by order, ties by content hash, then by source. `seenAt` orders nothing. */
export function compareObservations(a: Ordered, b: Ordered): number {
  return compareOrder(a.order, b.order) || compareStrings(a.contentHash, b.contentHash) || compareStrings(a.source, b.source);
}

/** Orders strings by code unit, the same on every machine. */
export function compareStrings(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}

/** The observations of one subject, oldest first, each content of an order once. */
export function sortDistinct<T extends StoredObservation>(observations: readonly T[]): T[] {
  const sorted = [...observations].sort(compareObservations);
  const distinct = new Array<T>();
  for (const observation of sorted) {
    const last = distinct[distinct.length - 1];
    if (!last || last.contentHash !== observation.contentHash || compareOrder(last.order, observation.order) !== 0) {
      distinct.push(observation);
    } else if (last.source !== observation.source || observation.seenAt < last.seenAt) {
      // A copy says the same; of what is shown beside it, the greater source and the first sight stay.
      distinct[distinct.length - 1] = observation;
    }
  }
  return distinct;
}
