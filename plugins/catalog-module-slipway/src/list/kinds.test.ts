import { readAddress, writeAddress } from './kinds';

describe('the address of the catalog', () => {
  it.each([
    ['lists services', '', { kind: 'component', q: '', mine: false }],
    ['says kind, words and whose', 'kind=system&q=check&mine=true', { kind: 'system', q: 'check', mine: true }],
    ['takes the form of the stock list', 'filters[kind]=API&filters[user]=owned', { kind: 'api', q: '', mine: true }],
    ['lists services for a kind that has no list', 'kind=zebra', { kind: 'component', q: '', mine: false }],
    ['shortens words without end', `q=${'a'.repeat(500)}`, { kind: 'component', q: 'a'.repeat(200), mine: false }],
  ])('%s', (_what, search, expected) => {
    const address = readAddress(new URLSearchParams(search));
    expect(address).toEqual(expected);
    expect(readAddress(writeAddress(address))).toEqual(expected);
  });
});
