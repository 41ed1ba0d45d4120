import { ConfigFile, diffConfig } from './configDiff';

const file = (name: string, text: string | undefined, more: Partial<ConfigFile> = {}): ConfigFile => ({
  name,
  path: `apps/${name}`,
  content: text ?? '',
  ...(text !== undefined && { text }),
  ...more,
});
const lines = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => `line ${from + index}\n`).join('');

/** A diff as `git diff` would write it, in short. */
const told = (before: ConfigFile[], after: ConfigFile[]) =>
  diffConfig(before, after).map(
    ({ before: was, after: is, added, removed, hunks, why }) =>
      `${was ?? '-'} ${is ?? '-'} +${added} -${removed} ${why ?? hunks.map(hunk => `@${hunk.before},${hunk.after} ${hunk.lines.join('|')}`).join(' ')}`,
  );

describe('the configuration of two environments', () => {
  it.each<[string, ConfigFile[], ConfigFile[], string[]]>([
    ['is equal', [file('a', 'x\n')], [file('a', 'x\n', { path: 'other/a' })], []],
    [
      'differs in a line',
      [file('a', 'replicas: 1\nname: cart\n')],
      [file('a', 'replicas: 3\nname: cart\n', { path: 'other/a' })],
      ['apps/a other/a +1 -1 @1,1 -replicas: 1|+replicas: 3| name: cart'],
    ],
    ['has a file more', [], [file('a', 'x\n')], ['- apps/a +1 -0 @1,1 +x']],
    ['has a file less', [file('a', 'x\n')], [], ['apps/a - +0 -1 @1,1 -x']],
    ['has an empty file more', [], [file('a', '')], ['- apps/a +0 -0 ']],
    [
      'differs in the last end of a line',
      [file('a', 'x')],
      [file('a', 'x\n')],
      ['apps/a apps/a +1 -1 @1,1 -x|\\ No newline at end of file|+x'],
    ],
    [
      'differs in two places that stand apart',
      [file('a', lines(1, 20))],
      [file('a', `new\n${lines(1, 19)}end\n`)],
      ['apps/a apps/a +2 -1 @1,1 +new| line 1| line 2| line 3 @17,18  line 17| line 18| line 19|-line 20|+end'],
    ],
    [
      'differs in what is not shown',
      [file('a', undefined, { content: '1', why: 'it is no text' })],
      [file('a', undefined, { content: '2', why: 'it is no text' })],
      ['apps/a apps/a +0 -0 it is no text'],
    ],
    ['is equal in what is not shown', [file('a', undefined, { content: '1' })], [file('a', undefined, { content: '1' })], []],
    [
      'differs in too much to be laid side by side',
      [file('a', lines(1, 4_000))],
      [file('a', lines(5_000, 9_000))],
      ['apps/a apps/a +0 -0 more than 3,000 of its lines differ'],
    ],
    [
      'has more lines than are shown',
      [],
      [file('a', lines(1, 2_500)), file('b', lines(1, 2_500)), file('c', 'x\n')],
      [
        expect.stringContaining('- apps/a +2500'),
        '- apps/b +2500 -0 4,000 lines are shown at most, and this one has 2,500',
        '- apps/c +1 -0 @1,1 +x',
      ],
    ],
  ])('%s', (_, before, after, expected) => {
    expect(told(before, after)).toEqual(expected);
  });
});
