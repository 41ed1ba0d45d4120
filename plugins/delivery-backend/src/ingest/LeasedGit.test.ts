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
});
