import { Change, ServiceDetail } from '@slipway/plugin-delivery-common';

/** Who saw a change, and when last. */
export interface SeenBy {
  source: string;
  seenAt: string;
  /** Set where the source is silent: when it was heard last. */
  lastHeardAt?: string;
}

/** The sources of everything that is said of a change, each once with its newest sight, newest first. */
export function sourcesOf(change: Change, services: ReadonlyArray<Pick<ServiceDetail, 'targets'>>): SeenBy[] {
  const seen = [
    { source: change.source, seenAt: change.seenAt },
    ...change.builds,
    ...change.images,
    ...services.flatMap(service => service.targets),
  ];
  const newest = new Map<string, SeenBy>();
  for (const item of seen) {
    const known = newest.get(item.source);
    const lastHeardAt = 'lastHeardAt' in item ? (item.lastHeardAt ?? undefined) : undefined;
    if (!known || Date.parse(item.seenAt) > Date.parse(known.seenAt)) {
      newest.set(item.source, { source: item.source, seenAt: item.seenAt, lastHeardAt });
    }
  }
  return [...newest.values()].sort((a, b) => Date.parse(b.seenAt) - Date.parse(a.seenAt));
}
