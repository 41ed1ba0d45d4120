import { ConfigFileDiff } from '@slipway/plugin-delivery-common';
import { configFile } from '../__testUtils__/comparisons';
import { configWords, fileWords, markedLines } from './configWords';

const config = (files: number, compared: number) => ({
  files: Array.from({ length: files }, () => configFile()),
  sides: [],
  notes: [],
  compared,
  why: null,
});

describe('the words of a configuration', () => {
  it.each([
    [0, 1, 'The file that is compared is the same.'],
    [0, 12, 'All 12 files that are compared are the same.'],
    [1, 12, '1 of 12 files differs.'],
    [3, 12, '3 of 12 files differ.'],
  ])('of which %i of %i files differ', (files, compared, said) => {
    expect(configWords(config(files, compared))).toBe(said);
  });

  it.each<[string, Partial<ConfigFileDiff>, string]>([
    ['differs', {}, ''],
    ['is new', { before: null }, 'only in dev'],
    ['goes', { after: null }, 'only in production'],
    ['is not shown', { why: 'it is no text' }, 'differs, and is not shown: it is no text'],
    ['hides values', { hidden: 2 }, '2 values of Secrets are hidden'],
  ])('of a file that %s', (_, more, said) => {
    expect(fileWords(configFile(more), { before: 'production', after: 'dev' })).toBe(said);
  });
});

it('numbers lines on both sides, and marks the gaps', () => {
  const hunks = [
    { before: 4, after: 4, lines: [' a', '-b', '+c', '+d', '\\ No newline at end of file'] },
    { before: 20, after: 21, lines: [' e'] },
  ];
  expect(markedLines(configFile({ hunks })).map(({ mark, before, after, text }) => [mark, before, after, text])).toEqual([
    ['same', 4, 4, 'a'],
    ['removed', 5, undefined, 'b'],
    ['added', undefined, 5, 'c'],
    ['added', undefined, 6, 'd'],
    ['same', undefined, undefined, 'No newline at end of file'],
    ['gap', undefined, undefined, '⋯'],
    ['same', 20, 21, 'e'],
  ]);
});
