import { ServiceRow } from '@slipway/plugin-delivery-common';
import { DeliveryApi, useLiveRecord } from '@slipway/plugin-delivery';

/** What the record says of some entities, and the environments in promotion order. */
export interface Rows {
  byRef: Map<string, ServiceRow>;
  environments: string[];
}

const MOST_AT_ONCE = 100;

/** The rows of the given entities, asked for together; entities that are no services have none. */
export async function readRows(api: DeliveryApi, refs: string[]): Promise<Rows> {
  const parts = Array.from({ length: Math.ceil(refs.length / MOST_AT_ONCE) }, (_, index) =>
    refs.slice(index * MOST_AT_ONCE, (index + 1) * MOST_AT_ONCE),
  );
  const [sources, ...pages] = await Promise.all([
    // Whoever may not read the sources sees the environments that rows name.
    api.listSources().catch(() => undefined),
    ...parts.map(ref => api.listServices({ ref }, { limit: MOST_AT_ONCE })),
  ]);
  const rows = pages.flatMap(page => page.items);
  return {
    byRef: new Map(rows.map(row => [row.ref, row])),
    environments: sources?.environments ?? [...new Set(rows.flatMap(row => row.cells.flatMap(cell => cell.environment ?? [])))],
  };
}

/** The same, kept true while the page is open. */
export function useRows(refs: string[]) {
  const { snapshot } = useLiveRecord<Rows>({
    key: refs.join(' '),
    read: api => readRows(api, refs),
    concerns: event => event.type === 'sources' || (event.type === 'changed' && event.refs.some(ref => refs.includes(ref))),
  });
  return snapshot;
}
