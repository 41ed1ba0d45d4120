import { Cell, CellWord, ServiceRow } from '@slipway/plugin-delivery-common';
import { listWaiting, titleOf } from './waiting';

const cell = (environment: string | null, word: CellWord, more: Partial<Cell> = {}): Cell => ({
  environment,
  word,
  version: { name: '1.4.0' },
  since: '2026-03-14T10:00:00Z',
  targets: 1,
  ...more,
});

const row = (name: string, ...cells: Cell[]): ServiceRow => ({ ref: `component:default/${name}`, name, claimed: true, cells });

const titles = (...rows: ServiceRow[]) => listWaiting(rows, ['dev', 'production']).map(({ title }) => title);

describe('what waits for the owner of services', () => {
  it.each<[string, ServiceRow[], string[]]>([
    ['is nothing where all is well', [row('cart', cell('dev', 'Healthy'), cell('production', 'Rolling out'))], []],
    ['says the version that is degraded', [row('cart', cell('dev', 'Degraded'))], ['cart 1.4.0 is degraded in dev']],
    [
      'does not name the version that runs where another one failed',
      [row('cart', cell('dev', 'Failed'))],
      ['cart could not be deployed to dev'],
    ],
    [
      'puts the last environment first, whatever is wrong there',
      [row('cart', cell('dev', 'Failed'), cell('production', 'Drifted'))],
      ['cart 1.4.0 has drifted from Git in production', 'cart could not be deployed to dev'],
    ],
    [
      'puts what failed before what runs badly in the same environment',
      [row('cart', cell('dev', 'Degraded')), row('pay', cell('dev', 'Failed'))],
      ['pay could not be deployed to dev', 'cart 1.4.0 is degraded in dev'],
    ],
    ['leaves out what a silent source said last', [row('cart', cell('dev', 'Degraded', { lastHeardAt: '2026-03-14T10:00:00Z' }))], []],
    ['leaves out targets without an environment', [row('cart', cell(null, 'Degraded'))], []],
    [
      'names a service whose version is not known',
      [row('cart', cell('dev', 'Degraded', { version: { name: null } }))],
      ['cart is degraded in dev'],
    ],
  ])('%s', (_what, rows, expected) => {
    expect(titles(...rows)).toEqual(expected);
  });

  it('gives the reason as the source has it, or says that there is none', () => {
    const reasons = (more: Partial<Cell>) => listWaiting([row('cart', cell('dev', 'Degraded', more))], ['dev'])[0].reason;
    expect(reasons({ count: '2 of 3 degraded', why: 'probe failed' })).toBe('2 of 3 degraded. probe failed.');
    expect(reasons({})).toBe('The source does not say why.');
  });
});

describe('the title of Home', () => {
  it.each([
    [0, 'Nothing waits for you'],
    [1, 'One thing waits for you'],
    [4, 'Four things wait for you'],
    [12, '12 things wait for you'],
  ])('for %s', (count, expected) => {
    expect(titleOf(count)).toBe(expected);
  });
});
