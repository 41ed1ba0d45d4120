import { buildColumns } from './fleetColumns';

const titles = (environments: string[], unmapped = false) => buildColumns(environments, unmapped).map(column => column.title);

describe('buildColumns', () => {
  it('gives up to four environments a column each', () => {
    expect(titles(['dev', 'test', 'staging', 'production'])).toEqual(['dev', 'test', 'staging', 'production']);
  });

  it('folds the earlier ones of more than four and keeps the last', () => {
    expect(titles(['a', 'b', 'c', 'd', 'production'])).toEqual(['4 earlier environments', 'production']);
  });

  it('has a last column for what no rule maps, only where it is used', () => {
    expect(titles(['dev'], true)).toEqual(['dev', 'no environment']);
  });
});
