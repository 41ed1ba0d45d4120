import { cell, row } from '../__testUtils__/rows';
import { changedCells, mergeRows, replaceRows } from './mergeRows';

const names = (rows: Array<{ name: string }>) => rows.map(each => each.name);

describe('mergeRows', () => {
  it('puts a new row after the one that precedes it in the answer', () => {
    expect(names(mergeRows([row('a'), row('c')], [row('a'), row('b'), row('c')]))).toEqual(['a', 'b', 'c']);
    expect(names(mergeRows([row('b')], [row('a'), row('b')]))).toEqual(['a', 'b']);
    expect(names(mergeRows([], [row('a'), row('b')]))).toEqual(['a', 'b']);
  });

  it('never moves what is shown, also where it no longer matches or the answer has another order', () => {
    expect(names(mergeRows([row('a'), row('b'), row('c')], [row('c'), row('a')]))).toEqual(['a', 'b', 'c']);
  });

  it('shows what was read last', () => {
    const [merged] = mergeRows([row('a')], [row('a', { title: 'A' })]);
    expect(merged.title).toBe('A');
  });
});

describe('replaceRows', () => {
  it('replaces in place and takes away what is gone', () => {
    const rows = replaceRows(
      [row('a'), row('b'), row('c')],
      new Map([['component:default/b', row('b', { title: 'B' })]]),
      new Set(['component:default/c']),
    );
    expect(rows.map(each => each.title ?? each.name)).toEqual(['a', 'B']);
  });
});

describe('changedCells', () => {
  it('finds the cells that say something else', () => {
    const before = row('a');
    const after = row('a', { cells: [cell('dev', { word: 'Syncing' }), cell('production', { seenAt: '2026-03-14T11:00:00Z' })] });
    expect(changedCells(before, after).map(change => change.cell.environment)).toEqual(['dev']);
  });

  it('finds nothing in a row that is new to the page', () => {
    expect(changedCells(undefined, row('a'))).toEqual([]);
  });
});
