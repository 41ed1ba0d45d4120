/** The kinds that the list shows, in its order, with what they are called. */
export const kinds = [
  { kind: 'component', title: 'Services' },
  { kind: 'system', title: 'Systems' },
  { kind: 'api', title: 'APIs' },
  { kind: 'resource', title: 'Resources' },
  { kind: 'group', title: 'Teams' },
  { kind: 'user', title: 'People' },
  { kind: 'domain', title: 'Domains' },
] as const;

/** What of the catalog is listed, as the address says it. */
export interface ListAddress {
  kind: string;
  q: string;
  /** True when only what the person or their teams own is listed. */
  mine: boolean;
}

/** Reads the address; that of Backstage's own list (`filters[kind]=…`) leads to the same entities. */
export function readAddress(search: URLSearchParams): ListAddress {
  const kind = (search.get('kind') ?? search.get('filters[kind]') ?? 'component').toLocaleLowerCase('en-US');
  return {
    kind: kinds.some(each => each.kind === kind) ? kind : 'component',
    q: (search.get('q') ?? '').slice(0, 200),
    mine: search.get('mine') === 'true' || search.get('filters[user]') === 'owned',
  };
}

/** The address of a list; what is as usual stays away. */
export function writeAddress({ kind, q, mine }: ListAddress): URLSearchParams {
  return new URLSearchParams({ ...(kind !== 'component' && { kind }), ...(q && { q }), ...(mine && { mine: 'true' }) });
}
