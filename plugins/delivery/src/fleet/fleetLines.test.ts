import { countsOf, row } from '../__testUtils__/rows';
import { buildLines } from './fleetLines';

const show = (lines: ReturnType<typeof buildLines>) =>
  lines.map(line => (line.kind === 'row' ? line.row.name : `${line.kind}${line.kind === 'head' ? ` ${line.title}` : ''}`));

describe('buildLines', () => {
  it('stands rows under the head of their system, and groups that no entity claims at the end', () => {
    const rows = [row('a'), row('b'), row('c', { system: null }), row('d', { ref: 'unclaimed:d', claimed: false, system: null })];
    expect(show(buildLines({ rows, waiting: 0, countsWholeGroups: true }))).toEqual([
      'head shop',
      'a',
      'b',
      'head Without a system',
      'c',
      'head Not in the catalog',
      'd',
    ]);
  });

  it('has no heads where rows are sorted by something else', () => {
    const rows = [row('a'), row('c', { system: null })];
    expect(show(buildLines({ rows, waiting: 0, countsWholeGroups: true, grouped: false }))).toEqual(['a', 'c']);
  });

  it('keeps a place for each row that is still to come', () => {
    expect(show(buildLines({ rows: [row('a')], waiting: 2, countsWholeGroups: true }))).toEqual(['head shop', 'a', 'waiting', 'waiting']);
  });

  it('counts only what is not well', () => {
    const rows = [row('a'), row('b', { cells: [{ ...row('b').cells[0], word: 'Degraded' }] })];
    const [head] = buildLines({ rows, counts: countsOf(rows), waiting: 0, countsWholeGroups: true });
    expect(head).toMatchObject({ total: 2, exceptions: [{ word: 'Degraded', count: 1 }] });
  });
});
