import { isFiltered, readFilters, toListFilters, toServiceFilters, writeFilters } from './fleetFilters';

describe('the filters in the address', () => {
  it('survive being written and read', () => {
    const filters = {
      q: 'cart',
      owner: ['group:default/a', 'group:default/b'],
      system: ['system:default/shop'],
      environment: 'dev',
      state: 'attention' as const,
      sort: 'health' as const,
    };
    expect(readFilters(writeFilters(new URLSearchParams(), filters))).toEqual(filters);
  });

  it('leave other parameters where they are', () => {
    const params = new URLSearchParams('service=component:default/cart&q=old');
    expect(writeFilters(params, { q: '', owner: [], system: [] }).toString()).toBe('service=component%3Adefault%2Fcart');
  });

  it('sort the rows and not the totals, and are no filter for that', () => {
    const filters = readFilters(new URLSearchParams('sort=-lastDeployed'));
    expect(toListFilters(filters)).toEqual({ sort: '-lastDeployed' });
    expect(toServiceFilters(filters)).toEqual({});
    expect(readFilters(new URLSearchParams('sort=upwards')).sort).toBeUndefined();
  });

  it('leave out a state that does not exist', () => {
    expect(readFilters(new URLSearchParams('state=fine')).state).toBeUndefined();
  });

  it('ask the service for nothing that is not set', () => {
    expect(toServiceFilters({ q: '', owner: [], system: [] })).toEqual({});
    expect(isFiltered({ q: '', owner: [], system: [] })).toBe(false);
    expect(isFiltered({ q: '', owner: [], system: [], state: 'motion' })).toBe(true);
  });
});
