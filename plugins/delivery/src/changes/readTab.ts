import { Change, ServiceDetail, Source, Stage } from '@slipway/plugin-delivery-common';
import { DeliveryApi } from '../api/deliveryApi';

const LARGEST_PAGE = 200;

/** What the Delivery tab shows of a service. */
export interface TabData {
  service: ServiceDetail;
  changes: Change[];
  stages: Stage[];
  hasMore: boolean;
  /** Why there are no changes, where there are none. */
  why: string | null;
  sources: Source[];
  /** Parts that could not be read, in words. */
  problems: string[];
}

async function readChanges(api: DeliveryApi, ref: string, wanted: number) {
  const first = await api.listChanges(ref, { limit: Math.min(wanted, LARGEST_PAGE) });
  const changes = [...first.items];
  let cursor = first.nextCursor;
  while (cursor && changes.length < wanted) {
    const page = await api.listChanges(ref, { cursor, limit: Math.min(wanted - changes.length, LARGEST_PAGE) });
    changes.push(...page.items);
    cursor = page.nextCursor;
  }
  return { ...first, changes, hasMore: cursor !== null };
}

const problemOf = (what: string, reason: Error) => `${what} could not be loaded: ${reason.message}`;

/** Reads a service with its newest changes; where the changes or the sources cannot be read, the rest still is. */
export async function readTab(api: DeliveryApi, ref: string, wanted: number): Promise<TabData> {
  const [service, list, sources] = await Promise.allSettled([api.getService(ref), readChanges(api, ref, wanted), api.listSources()]);
  if (service.status === 'rejected') {
    throw service.reason;
  }
  const own = new Set(service.value.targets.map(target => target.source));
  return {
    service: service.value,
    changes: list.status === 'fulfilled' ? list.value.changes : [],
    stages: list.status === 'fulfilled' ? list.value.stages : [],
    hasMore: list.status === 'fulfilled' && list.value.hasMore,
    why: list.status === 'fulfilled' ? list.value.why : null,
    sources: sources.status === 'fulfilled' ? sources.value.items.filter(source => own.has(source.name)) : [],
    problems: list.status === 'rejected' ? [problemOf('Changes', list.reason)] : [],
  };
}
