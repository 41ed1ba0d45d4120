import { DeliveryOperations, ServiceFilters } from '@slipway/plugin-delivery-common';

/** A group of cell words that the page filters by. */
export type FleetState = NonNullable<ServiceFilters['state']>;

/** An order that the service can give the rows. */
export type ServiceSort = NonNullable<NonNullable<DeliveryOperations['listServices']['parameters']['query']>['sort']>;

/** What the fleet is narrowed to and how it is sorted; every part of it stands in the address. */
export interface FleetFilters {
  q: string;
  owner: string[];
  system: string[];
  environment?: string;
  state?: FleetState;
  /** Absent where rows stand under their systems. */
  sort?: ServiceSort;
}

/** The orders that the page offers; the first groups rows by their systems. */
export const fleetSorts: ReadonlyArray<{ sort?: ServiceSort; title: string }> = [
  { title: 'By system' },
  { sort: 'health', title: 'Worst first' },
  { sort: '-lastDeployed', title: 'Last deployed' },
  { sort: '-behind', title: 'Most behind' },
  { sort: 'name', title: 'By name' },
];

/** The states that the page offers, in the order of their keys, which begin at 2; 1 is all. */
export const fleetStates: ReadonlyArray<{ state?: FleetState; title: string }> = [
  { title: 'All' },
  { state: 'attention', title: 'Needs attention' },
  { state: 'motion', title: 'In motion' },
  { state: 'uncertain', title: 'Not certain' },
];

const isState = (value: string | null): value is FleetState => fleetStates.some(({ state }) => state !== undefined && state === value);

/** Reads the filters from an address; what it does not understand is left out. */
export function readFilters(params: URLSearchParams): FleetFilters {
  const state = params.get('state');
  const sort = params.get('sort');
  return {
    q: params.get('q') ?? '',
    owner: params.getAll('owner'),
    system: params.getAll('system'),
    environment: params.get('environment') || undefined,
    state: isState(state) ? state : undefined,
    sort: fleetSorts.find(each => each.sort !== undefined && each.sort === sort)?.sort,
  };
}

/** The address's parameters with other filters; parameters that are not filters stay. */
export function writeFilters(params: URLSearchParams, filters: FleetFilters): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ['q', 'owner', 'system', 'environment', 'state', 'sort']) {
    next.delete(name);
  }
  if (filters.q) {
    next.set('q', filters.q);
  }
  filters.owner.forEach(owner => next.append('owner', owner));
  filters.system.forEach(system => next.append('system', system));
  if (filters.environment) {
    next.set('environment', filters.environment);
  }
  if (filters.state) {
    next.set('state', filters.state);
  }
  if (filters.sort) {
    next.set('sort', filters.sort);
  }
  return next;
}

/** The same filters as the API takes them, without the parts that are not set. */
export function toServiceFilters(filters: FleetFilters): ServiceFilters {
  return {
    ...(filters.q && { q: filters.q }),
    ...(filters.owner.length > 0 && { owner: filters.owner }),
    ...(filters.system.length > 0 && { system: filters.system }),
    ...(filters.environment && { environment: filters.environment }),
    ...(filters.state && { state: filters.state }),
  };
}

/** The same filters with the order, for the rows alone: totals have none. */
export function toListFilters(filters: FleetFilters): ServiceFilters & { sort?: ServiceSort } {
  return { ...toServiceFilters(filters), ...(filters.sort && { sort: filters.sort }) };
}

/** Whether anything is narrowed at all. */
export function isFiltered(filters: FleetFilters): boolean {
  return Object.keys(toServiceFilters(filters)).length > 0;
}
