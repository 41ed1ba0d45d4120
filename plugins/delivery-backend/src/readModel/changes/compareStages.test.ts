import { AnyObservation, ChangeFacts, FactsByKind, ObservationKind } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { postgres } from '../../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING } from '../../__testUtils__/createTestRecord';
import { applicationFacts, entityFacts } from '../../__testUtils__/facts';

jest.setTimeout(120_000);

const REPOSITORY = 'git.example.com/shop/cart';
const REF = 'component:default/cart';
const sha = (letter: string) => letter.repeat(40);
const digest = (letter: string) => `sha256:${letter.charCodeAt(0).toString(16).repeat(32)}`;

function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K]): AnyObservation {
  return observe(kind, facts, { source: 'tests', order: { epoch: '0', position: '1' } });
}

/** `c<b b<a a` are commits with their parents, the newest of the default branch first; what stands beside it comes after a `|`. */
function history(words: string, facts: Record<string, Partial<ChangeFacts>>): AnyObservation[] {
  const commits = words.split(/[ |]+/).map(word => {
    const [letter, parent] = word.split('<');
    const own = { title: `Change ${letter}`, parents: parent ? [sha(parent)] : [], ...facts[letter] };
    return seen('change', { repository: REPOSITORY, commit: sha(letter), ...own });
  });
  const moved = { before: null, created: true, deleted: false, commits: [], defaultBranch: 'main' };
  return [...commits, seen('push', { repository: REPOSITORY, ref: 'refs/heads/main', after: sha(words[0]), ...moved })];
}

const runs = (environment: string, letter: string) => [
  seen('artifact', { digest: digest(letter), commit: sha(letter), sourceRepository: REPOSITORY, commitFrom: 'label' }),
  seen('application', applicationFacts({ uid: environment, name: `cart-${environment}`, images: [`shop/cart@${digest(letter)}`] })),
];
const cart = seen(
  'entity',
  entityFacts({ ref: REF, annotations: { 'argocd/app-name': 'cart-dev,cart-production', 'slipway.dev/repository': REPOSITORY } }),
);
const reverts = (letter: string) => ({ message: `Take back\n\nThis reverts commit ${sha(letter)}.\n` });
const picks = (letter: string) => ({ message: `Pick\n\n(cherry picked from commit ${sha(letter)})\n` });

interface Case {
  history: string;
  facts?: Record<string, Partial<ChangeFacts>>;
  dev: string;
  production: string;
  says: { go: string; gone?: string; apart?: string[]; behind: number };
}

const CASES: Record<string, Case> = {
  'what lies between goes': { history: 'c<b b<a a', dev: 'c', production: 'a', says: { go: 'cb', behind: 2 } },
  'a commit that was picked onto the release does not go': {
    history: 'c<b b<a a|e<a',
    facts: { e: picks('b') },
    dev: 'c',
    production: 'e',
    says: { go: 'c', apart: ['b in dev: production has it as eeeeeee', 'e in production: dev has it as bbbbbbb'], behind: 1 },
  },
  'nor does one whose patch the release has': {
    history: 'c<b b<a a|e<a',
    facts: { b: { patchId: 'one' }, e: { patchId: 'one' } },
    dev: 'c',
    production: 'e',
    says: { go: 'c', apart: ['b in dev: production has it as eeeeeee', 'e in production: dev has it as bbbbbbb'], behind: 1 },
  },
  'what the release alone has would be taken away': {
    history: 'b<a a|e<a',
    dev: 'b',
    production: 'e',
    says: { go: 'b', gone: 'e', behind: 1 },
  },
  'what the release alone has goes the other way': {
    history: 'b<a a|e<a',
    dev: 'e',
    production: 'a',
    says: { go: 'e', behind: 0 },
  },
  'a commit that is taken back on the way does not go, and neither does its revert': {
    history: 'd<c c<b b<a a',
    facts: { c: reverts('b') },
    dev: 'd',
    production: 'a',
    says: {
      go: 'd',
      apart: ['c in dev: takes back bbbbbbb, which production does not have', 'b in dev: ccccccc takes it back in dev'],
      behind: 1,
    },
  },
  'a revert of what is there goes': {
    history: 'c<b b<a a',
    facts: { c: reverts('b') },
    dev: 'c',
    production: 'b',
    says: { go: 'c', behind: 1 },
  },
  'a commit that was picked and taken back there comes again, and what took it back would be taken away': {
    history: 'b<a a|e<a f<e',
    facts: { e: picks('b'), f: reverts('e') },
    dev: 'b',
    production: 'f',
    says: {
      go: '',
      gone: 'f',
      apart: ['b in dev: fffffff took it back in production; it would come again', 'e in production: dev has it as bbbbbbb'],
      behind: 0,
    },
  },
};

describe('what would go from dev to production', () => {
  const databases = postgres();

  async function recorded({ history: words, facts = {}, dev, production }: Omit<Case, 'says'>) {
    const record = await createTestRecord(databases);
    await record.record([cart, ...history(words, facts), ...runs('dev', dev), ...runs('production', production)]);
    await record.project();
    return record.queries;
  }

  it.each(Object.entries(CASES))('%s', async (_, { says, ...given }) => {
    const queries = await recorded(given);
    const { commits, undone, apart, why } = await queries.compare({ ref: REF, from: 'dev', to: 'production', visibility: EVERYTHING });
    const { stages } = await queries.listChanges({ ref: REF, limit: 1, visibility: EVERYTHING });
    const letters = (list: typeof commits) => list.map(item => item.commit[0]).join('');

    expect(why).toBeNull();
    expect({
      go: letters(commits),
      gone: letters(undone),
      apart: apart.map(item => `${item.commit.commit[0]} in ${item.in}: ${item.why}`).sort(),
      behind: stages[2].behind,
    }).toEqual({ go: says.go, gone: says.gone ?? '', apart: [...(says.apart ?? [])].sort(), behind: says.behind });
  });

  it('counts authors, tickets and migrations of what goes alone', async () => {
    const migration = (name: string) => ({ paths: [`db/migrate/${name}.sql`], author: { name } });
    const queries = await recorded({
      history: 'c<b b<a a|e<a',
      facts: { b: migration('Bo'), c: migration('Cy'), e: { ...picks('b'), ...migration('Bo') } },
      dev: 'c',
      production: 'e',
    });
    const { authors, migrations } = await queries.compare({ ref: REF, from: 'dev', to: 'production', visibility: EVERYTHING });
    expect({ authors, migrations }).toEqual({ authors: [{ name: 'Cy' }], migrations: ['db/migrate/Cy.sql'] });
  });
});
