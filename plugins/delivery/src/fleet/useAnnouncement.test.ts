import { cell } from '../__testUtils__/rows';
import { announce } from './useAnnouncement';

const change = (name: string, environment: string) => ({
  ref: `component:default/${name}`,
  name,
  cell: cell(environment, { word: 'Syncing' }),
});

describe('announce', () => {
  it('tells one change in full and several as a number', () => {
    expect(announce([])).toBe('');
    expect(announce([change('cart', 'dev')])).toBe('cart in dev: Syncing, version 1.0.0.');
    expect(announce([change('cart', 'dev'), change('cart', 'production')])).toBe('cart changed in 2 environments.');
    expect(announce([change('cart', 'dev'), change('pay', 'dev')])).toBe('2 services changed.');
  });
});
