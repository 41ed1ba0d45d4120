import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { patchIdOf } from './patchIdOf';

const file = (name: string, lines: string, more = '') =>
  `diff --git a/${name} b/${name}\n${more}index 1..2 100644\n--- a/${name}\n+++ b/${name}\n${lines}`;

describe('a patch id', () => {
  it.each<[string, string, string, boolean]>([
    [
      'of the same change elsewhere in the file',
      file('a', '@@ -1,2 +1,2 @@\n x\n-y\n+z\n'),
      file('a', '@@ -70,2 +71,2 @@ in()\n x\n-y\n+z\n'),
      true,
    ],
    ['of the same change with other white space', file('a', '@@ -1 +1 @@\n-y\n+ z\n'), file('a', '@@ -1 +1 @@\n-y\n+\tz \n'), true],
    [
      'of the same files in another order',
      file('a', '@@ -1 +1 @@\n-y\n+z\n') + file('b', '@@ -1 +1 @@\n-1\n+2\n'),
      file('b', '@@ -1 +1 @@\n-1\n+2\n') + file('a', '@@ -1 +1 @@\n-y\n+z\n'),
      true,
    ],
    ['of other lines', file('a', '@@ -1 +1 @@\n-y\n+z\n'), file('a', '@@ -1 +1 @@\n-y\n+q\n'), false],
    ['of other surroundings', file('a', '@@ -1,2 +1,2 @@\n x\n-y\n+z\n'), file('a', '@@ -1,2 +1,2 @@\n w\n-y\n+z\n'), false],
    ['of another file', file('a', '@@ -1 +1 @@\n-y\n+z\n'), file('b', '@@ -1 +1 @@\n-y\n+z\n'), false],
  ])('%s', (_, one, other, isEqual) => {
    expect(patchIdOf(Buffer.from(one)) === patchIdOf(Buffer.from(other))).toBe(isEqual);
  });

  it.each([
    ['nothing', ''],
    ['no diff', 'commit 1\n\n    Title\n'],
  ])('is none of %s', (_, text) => {
    expect(patchIdOf(Buffer.from(text))).toBeUndefined();
  });

  it('is that of git patch-id --stable, whatever is changed', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'slipway-patches-'));
    const env = { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
    const git = (words: string[], input?: Buffer) =>
      execFileSync('git', words, { cwd: folder, env, input, stdio: ['pipe', 'pipe', 'ignore'] });
    const commit = (changes: Record<string, string | Buffer>, ...words: string[][]) => {
      Object.entries(changes).forEach(([name, content]) => writeFileSync(path.join(folder, name), content));
      words.forEach(each => git(each));
      git(['add', '--all']);
      git(['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '--allow-empty', '-m', 'x']);
    };
    const bytes = (seed: number) => Buffer.from(Array.from({ length: 2_000 }, (_, index) => (index * seed) % 256));
    try {
      git(['init', '--quiet']);
      commit({ 'a.txt': 'one\ntwo\nthree\n', 'b.bin': bytes(7), 'c.txt': 'no end' });
      commit({ 'a.txt': 'one\n2\nthree\n', 'c.txt': 'an end\n' });
      commit({ 'b.bin': bytes(11) });
      commit({ 'b.bin': bytes(13), 'd.bin': bytes(5), 'e.txt': 'text after bytes\n' });
      commit({ 'latin.txt': Buffer.from('caf\xe9\n', 'latin1'), 'odd.txt': '-- x\ndiff --git a/x b/x\nindex 1..2\n@@ -1 +1 @@\n' });
      commit({ 'odd.txt': '++ y\n\\ no\n' });
      commit({}, ['mv', 'a.txt', 'moved.txt']);
      commit({ 'e.txt': 'other\n' }, ['mv', 'moved.txt', 'again.txt'], ['rm', '--quiet', 'c.txt']);
      commit({ empty: '' });
      commit({});
      const commits = String(git(['rev-list', '--reverse', 'HEAD']))
        .trim()
        .split('\n');
      const ids = commits.map(id => {
        const diff = git(['show', '--format=', '--patch', id]);
        return { own: patchIdOf(diff), gits: String(git(['patch-id', '--stable'], diff)).split(' ')[0] || undefined };
      });
      expect(ids.map(id => id.own)).toEqual(ids.map(id => id.gits));
      expect(new Set(ids.map(id => id.own)).size).toBe(ids.length);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
