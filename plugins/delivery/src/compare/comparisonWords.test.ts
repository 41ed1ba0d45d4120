import { CommitSummary, Comparison, NamedPerson, Stage } from '@slipway/plugin-delivery-common';
import { comparison, summary } from '../__testUtils__/comparisons';
import { sha } from '../__testUtils__/changes';
import { authorName, comparisonTitle, imageChange, imageWords, migrationWarning } from './comparisonWords';

const [ada, bob]: NamedPerson[] = [{ name: 'Ada Byron' }, { name: 'Bob' }];
const bot: NamedPerson = { name: 'renovate', bot: true };
const commits = (letters: string): CommitSummary[] => [...letters].map(letter => summary(letter));

const stage = (environment: string, letter: string): Stage => ({
  environment,
  version: '1.0.0',
  commit: sha(letter),
  why: null,
  behind: 0,
  targets: [],
});

describe('the title of a comparison', () => {
  it.each<[string, Partial<Comparison>, string]>([
    [
      'counts commits and people',
      { commits: commits('abcd'), authors: [ada, bob] },
      '4 commits by 2 people would go from dev to production',
    ],
    ['names the only author', { commits: commits('a'), authors: [ada] }, '1 commit by Ada Byron would go from dev to production'],
    ['counts an author without a name', { commits: commits('a'), authors: [{}] }, '1 commit by 1 person would go from dev to production'],
    [
      'does not count bots as people',
      { commits: commits('ab'), authors: [ada, bot] },
      '2 commits by Ada Byron would go from dev to production',
    ],
    ['counts bots where nobody else wrote', { commits: commits('a'), authors: [bot] }, '1 commit by 1 bot would go from dev to production'],
    [
      'counts no people where an author is unknown',
      { commits: [summary('a'), summary('b', { author: null })], authors: [ada] },
      '2 commits would go from dev to production',
    ],
    [
      'tells what would be taken away',
      { commits: commits('ab'), authors: [ada, bob], undone: commits('c') },
      '2 commits by 2 people would go from dev to production, and 1 commit would be taken away',
    ],
    ['says what the other side has', { undone: commits('ab') }, 'production has 2 commits that dev has not'],
    [
      'counts no more than it is told of',
      { commits: Array.from({ length: 500 }, () => summary('a')), authors: [ada, bob] },
      'At least 500 commits by 2 people would go from dev to production',
    ],
    ['says that it is not known', { why: 'dev: nothing runs' }, 'It is not known which commits would go from dev to production'],
  ])('%s', (_, more, said) => {
    expect(comparisonTitle(comparison(more))).toBe(said);
  });

  it.each<[string, Stage[], string]>([
    ['run the same commit', [stage('dev', 'a'), stage('production', 'a')], 'dev and production run the same commit'],
    [
      'run commits of other services',
      [stage('dev', 'b'), stage('production', 'a')],
      'No commit of this service lies between dev and production',
    ],
    ['run what could not be read', [], 'No commit of this service lies between dev and production'],
  ])('without commits on either side, where both %s', (_, stages, said) => {
    expect(comparisonTitle(comparison(), stages)).toBe(said);
  });
});

describe('an image', () => {
  const digest = `sha256:a41f09${'0'.repeat(54)}c7d2`;

  it.each<[string, string, string]>([
    ['with a tag', 'registry.example.com/cart:1.4', '1.4'],
    ['with a digest', `registry.example.com/cart@${digest}`, 'sha256:a41f09…c7d2'],
    ['with both', `registry.example.com/cart:1.4@${digest}`, '1.4 sha256:a41f09…c7d2'],
    ['of a registry with a port', 'localhost:5000/cart', 'no tag'],
  ])('%s', (_, image, said) => {
    expect(imageWords(image)).toBe(said);
  });

  it.each<[string, string | null, string | null, string]>([
    ['changes', 'cart:1.4', 'cart:1.3', '1.3 becomes 1.4'],
    ['is new', 'cart:1.4', null, '1.4, would be new'],
    ['goes', null, 'cart:1.3', '1.3, would be taken away'],
  ])('that %s', (_, from, to, said) => {
    expect(imageChange({ repository: 'cart', from, to })).toBe(said);
  });
});

it('warns of migrations by their number', () => {
  expect(migrationWarning(['a.sql'])).toBe('1 file changes a database');
  expect(migrationWarning(['a.sql', 'b.sql'])).toBe('2 files change a database');
});

it('tells a bot from a person', () => {
  expect([ada, bot, {}].map(authorName)).toEqual(['Ada Byron', 'renovate, bot', 'name unknown']);
});
