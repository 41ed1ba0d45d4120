import { formatVersion, wantedVersion } from './versions';

describe('formatVersion', () => {
  it.each([
    ['a tag as it is', '2.31.0', '2.31.0'],
    ['a commit as 7 characters', '0f3c1d2e4b5a6978877665544332211aabbccdde', '0f3c1d2'],
    ['a digest as its ends', `sha256:${'9f2c'.repeat(16)}`, '9f2c9f…9f2c'],
    ['nothing where it is not known', null, undefined],
  ])('shows %s', (_what, name, expected) => {
    expect(formatVersion({ name })).toBe(expected);
  });
});

describe('wantedVersion', () => {
  it('is said only where it differs from what runs', () => {
    expect(wantedVersion({ version: { name: '1' }, desired: { name: '2' } })).toBe('2');
    expect(wantedVersion({ version: { name: '1' }, desired: { name: '1' } })).toBeUndefined();
    expect(wantedVersion({ version: { name: '1' }, desired: null })).toBeUndefined();
  });
});
