import { AnyObservation, ApplicationFacts, FactsByKind, ObservationKind } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { postgres } from '../__testUtils__/createTestDatabase';
import { createTestRecord } from '../__testUtils__/createTestRecord';
import { applicationFacts } from '../__testUtils__/facts';
import { LeasedGit } from './LeasedGit';

jest.setTimeout(60_000);

const host = 'git.example.com';
const repository = `${host}/shop/gitops`;
const [a, b] = ['a', 'b'].map(letter => letter.repeat(40));

let position = 0;
function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K]): AnyObservation {
  position += 1;
  return observe(kind, facts, { source: 'tests', order: { epoch: '0', position: String(position) } });
}
const deployed = (uid: string, revision: string, facts: Partial<ApplicationFacts> = {}) =>
  seen(
    'application',
    applicationFacts({
      uid,
      name: uid,
      sources: [{ repoURL: `https://${repository}`, path: uid }],
      lastDeployedRevisions: [revision],
      ...facts,
    }),
  );

describe('what the record wants of a Git host', () => {
  const databases = postgres();

  async function setUp(...observations: AnyObservation[]) {
    const record = await createTestRecord(databases);
    const git = new LeasedGit(fn => record.database.inTransaction(fn));
    const add = async (...more: AnyObservation[]) => {
      await record.record(more);
      await record.project();
    };
    await add(...observations);
    return {
      add,
      git,
      wanted: async () =>
        (await git.manifests({ host })).map(({ path, revision, problem }) => [path, revision[0], problem].join(' ').trim()).sort(),
    };
  }

  it('is what is deployed from it and was not read, until it is', async () => {
    const { add, wanted } = await setUp(
      deployed('cart', a),
      deployed('pay', a),
      deployed('gone', a, { gone: true }),
      deployed('other', a, { sources: [{ repoURL: 'https://github.com/acme/other', path: 'x' }] }),
    );
    expect(await wanted()).toEqual(['cart a', 'pay a']);

    await add(
      seen('manifests', { repository, revision: a, path: 'cart', files: [] }),
      seen('manifests', { repository, revision: a, path: 'pay', files: [], problem: 'it is away' }),
    );
    expect(await wanted()).toEqual(['pay a it is away']);

    await add(deployed('cart', b), seen('manifests', { repository, revision: a, path: 'pay', files: [] }));
    expect(await wanted()).toEqual(['cart b']);
  });

  it('is no file that is on the record', async () => {
    const { git } = await setUp(seen('manifest-file', { repository, blob: '1', text: 'x' }));
    expect(await git.knownFiles(repository, ['1', '2'])).toEqual(new Set(['1']));
    expect(await git.knownFiles(`${host}/shop/other`, ['1'])).toEqual(new Set());
  });

  describe('of commits that may be picks', () => {
    const source = `${host}/shop/cart`;
    const sha = (letter: string) => letter.repeat(40);
    const ada = { author: { name: 'Ada', email: 'ada@example.com' }, authoredAt: '2026-03-01T10:00:00Z', title: 'Mend the sum' };
    /** `c<b` is a commit c whose parent is b. */
    const commit = (words: string, facts: Partial<FactsByKind['change']> = {}) => {
      const [own, parents = ''] = words.split('<');
      return seen('change', { repository: source, commit: sha(own), parents: [...parents].map(sha), ...facts });
    };
    const main = (head: string) =>
      seen('push', {
        repository: source,
        ref: 'refs/heads/main',
        after: sha(head),
        created: false,
        deleted: false,
        commits: [],
        defaultBranch: 'main',
      });

    it.each<[string, AnyObservation[], string[], string[]]>([
      ['keeps author, moment and title', [commit('b<a', ada), commit('e<a', ada)], ['b e'], []],
      ['has another title', [commit('b<a', ada), commit('e<a', { ...ada, title: 'Mended' })], ['b e'], []],
      ['has another moment', [commit('b<a', ada), commit('e<a', { ...ada, authoredAt: '2026-03-02T10:00:00Z' })], ['b e'], []],
      [
        'has another moment and title',
        [commit('b<a', ada), commit('e<a', { ...ada, title: 'Mended', authoredAt: '2026-03-02T10:00:00Z' })],
        [],
        [],
      ],
      ['has another author', [commit('b<a', ada), commit('e<a', { ...ada, author: { email: 'bo@example.com' } })], [], []],
      ['has no author that is known', [commit('b<a', { title: 'x' }), commit('e<a', { title: 'x' })], [], []],
      [
        'says so itself',
        [commit('b<a', ada), commit('e<a', { ...ada, message: `x\n\n(cherry picked from commit ${sha('b')})` })],
        [],
        ['e'],
      ],
      ['is known to be one', [commit('b<a', { ...ada, patchId: '1' }), commit('e<a', { ...ada, patchId: '1' })], [], []],
      ['has a patch id, and the other has not', [commit('b<a', ada), commit('e<a', { ...ada, patchId: '1' })], ['b e knows e'], []],
      ['is a merge', [commit('b<a', ada), commit('d', {}), commit('e<ad', ada)], [], []],
    ])('finds what %s', async (_, observations, pairs, settled) => {
      const { git } = await setUp(commit('a'), ...observations, main('b'));
      const found = await git.picks({ repository: source, commits: [sha('e'), sha('9')] });
      expect(
        found.pairs.map(
          ({ original, pick, known }) => `${original[0]} ${pick[0]}${known.length > 0 ? ` knows ${known.map(id => id[0])}` : ''}`,
        ),
      ).toEqual(pairs);
      expect(found.settled.map(id => id[0])).toEqual(settled);
    });

    it('has nothing more to find out of what landed', async () => {
      const { git } = await setUp(commit('a'), commit('e<a', ada), commit('b<ae', ada), main('b'));
      expect(await git.picks({ repository: source, commits: [sha('e')] })).toEqual({ pairs: [], settled: [sha('e')] });
    });
  });
});
