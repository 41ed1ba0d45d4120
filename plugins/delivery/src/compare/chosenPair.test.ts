import { cell } from '../__testUtils__/rows';
import { choosePair, chooseSide, EnvironmentPair, swapPair } from './chosenPair';

const service = (...cells: Array<[string | null, number]>) => ({
  cells: cells.map(([environment, targets]) => cell(environment, { targets })),
});
const three = service(['dev', 1], ['staging', 1], ['production', 1]);

describe('what is compared', () => {
  it.each<[string, Partial<EnvironmentPair>, Parameters<typeof choosePair>[1], string | undefined]>([
    ['what the address names', { from: 'production', to: 'dev' }, three, 'production dev'],
    ['what the address names before the service is known', { from: 'dev', to: 'qa' }, undefined, 'dev qa'],
    ['the last two without an address', {}, three, 'staging production'],
    ['the one before what the address names', { to: 'staging' }, three, 'dev staging'],
    ['the last after what the address names', { from: 'dev' }, three, 'dev production'],
    ['the last but one, where the address begins at the last', { from: 'production' }, three, 'production staging'],
    ['the second, where the address ends at the first', { to: 'dev' }, three, 'staging dev'],
    ['those in which something runs', {}, service(['dev', 1], ['staging', 0], ['production', 2]), 'dev production'],
    ['the last two, where nothing runs', {}, service(['dev', 0], ['staging', 0], ['production', 0]), 'staging production'],
    ['nothing of one environment', {}, service(['dev', 1], [null, 1]), undefined],
    ['nothing before the service is known', { from: 'dev' }, undefined, undefined],
  ])('is %s', (_, asked, known, said) => {
    const pair = choosePair(asked, known);
    expect(pair && `${pair.from} ${pair.to}`).toBe(said);
  });

  it('changes on one side, and is swapped where the other side is chosen', () => {
    const pair = { from: 'dev', to: 'staging' };
    expect(chooseSide(pair, 'to', 'production')).toEqual({ from: 'dev', to: 'production' });
    expect(chooseSide(pair, 'from', 'staging')).toEqual({ from: 'staging', to: 'dev' });
    expect(swapPair(pair)).toEqual({ from: 'staging', to: 'dev' });
  });
});
