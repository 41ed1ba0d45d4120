import { ServiceCounts, ServiceFilters, ServiceRow } from '@slipway/plugin-delivery-common';
import { DeliveryApi, SourceList } from '../api/deliveryApi';
import { DeliveryRequestError } from '../api/DeliveryRequestError';

const AT_ONCE = 6;

/** Whether the same request may succeed a little later without anybody doing something. */
export function worthRetrying(error: Error): boolean {
  if (error.name === 'AuthenticationError') {
    return false;
  }
  return !(error instanceof DeliveryRequestError) || error.status >= 500 || error.status === 429 || error.status === 0;
}

/** The rows of the given refs as they are now, those that are gone, and those that could not be read. */
export async function readRows(
  api: DeliveryApi,
  refs: string[],
): Promise<{ fresh: Map<string, ServiceRow>; gone: Set<string>; missed: string[] }> {
  const fresh = new Map<string, ServiceRow>();
  const gone = new Set<string>();
  const missed: string[] = [];
  const waiting = [...refs];
  const work = async () => {
    for (let ref = waiting.shift(); ref !== undefined; ref = waiting.shift()) {
      try {
        fresh.set(ref, await api.getService(ref));
      } catch (error) {
        if (error instanceof DeliveryRequestError && error.status === 404) {
          gone.add(ref);
        } else if (error instanceof Error && worthRetrying(error)) {
          missed.push(ref);
        }
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { fresh, gone, missed };
}

/** The totals and the sources; where one cannot be read, the other still is, and `problems` says why. */
export async function readSurroundings(
  api: DeliveryApi,
  filters: ServiceFilters,
): Promise<{ counts?: ServiceCounts; list?: SourceList; problems: string[] }> {
  const [counts, list] = await Promise.allSettled([api.countServices(filters), api.listSources()]);
  const problems: string[] = [];
  if (counts.status === 'rejected' && worthRetrying(counts.reason)) {
    problems.push(`Totals could not be loaded: ${counts.reason.message}`);
  }
  if (list.status === 'rejected' && worthRetrying(list.reason)) {
    problems.push(`Sources could not be loaded: ${list.reason.message}`);
  }
  return {
    counts: counts.status === 'fulfilled' ? counts.value : undefined,
    list: list.status === 'fulfilled' ? list.value : undefined,
    problems,
  };
}
