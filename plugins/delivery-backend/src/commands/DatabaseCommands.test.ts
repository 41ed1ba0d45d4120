import { AnyObservation, FactsByKind, ObservationKind } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { postgres } from '../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING, SETTINGS } from '../__testUtils__/createTestRecord';
import { applicationFacts, entityFacts } from '../__testUtils__/facts';
import { DatabaseCommands } from './DatabaseCommands';

jest.setTimeout(60_000);

const REPOSITORY = 'git.example.com/acme/cart';
const REF = 'component:default/cart';
const IMAGE = 'registry.example.com/acme/cart:1.4.0';
const sha = (letter: string) => letter.repeat(40);

function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K]): AnyObservation {
  return observe(kind, facts, { source: 'tests', order: { epoch: '0', position: '1' } });
}

describe('a link that is corrected by hand', () => {
  const databases = postgres();

  async function start() {
    const record = await createTestRecord(databases);
    const annotations = { 'argocd/app-name': 'cart-dev', 'slipway.dev/repository': REPOSITORY };
    const created = { repository: REPOSITORY, before: null, created: true, deleted: false, commits: [] };
    await record.record([
      seen('entity', entityFacts({ ref: REF, annotations })),
      seen('application', applicationFacts({ name: 'cart-dev', images: [IMAGE] })),
      seen('change', { repository: REPOSITORY, commit: sha('a'), parents: [], title: 'Change a' }),
      seen('push', { ...created, ref: 'refs/heads/main', after: sha('a') }),
    ]);
    await record.project();
    const commands = new DatabaseCommands(record.database, record.queries);
    const correct = (commit: string | null, image = IMAGE) =>
      commands.correctLink({ ref: REF, image, commit, note: 'built on my machine', by: 'user:default/ada', visibility: EVERYTHING });
    const stage = async () => (await record.queries.listChanges({ ref: REF, visibility: EVERYTHING, limit: 20 })).stages[0];
    return { ...record, correct, stage };
  }

  it('counts from then on, and the last word stays after everything is projected anew', async () => {
    const { correct, stage, project } = await start();
    expect((await stage()).commit).toBeNull();

    expect(await correct('aaaaaaa')).toMatchObject({ image: IMAGE, commit: sha('a'), by: 'user:default/ada' });
    expect(await stage()).toMatchObject({ commit: sha('a'), targets: [{ images: [{ by: 'hand' }] }] });

    await project({ ...SETTINGS, argocdUrls: { main: 'https://argocd.example.com' } });
    expect((await stage()).commit).toBe(sha('a'));

    await correct(null);
    expect((await stage()).why).toBe(`${IMAGE}: user:default/ada decided so: built on my machine`);
  });

  it('tells the stream', async () => {
    const { correct, queries, project } = await start();
    const sequence = await queries.latestSequence();
    await correct('aaaaaaa');
    await project();
    expect((await queries.changesSince({ sequence, visibility: EVERYTHING })).refs).toEqual([REF]);
  });

  it('is refused where it means nothing', async () => {
    const { correct } = await start();
    await expect(correct('bbbbbbb')).rejects.toThrow(`The record has not seen a commit 'bbbbbbb' in ${REPOSITORY}`);
    await expect(correct('aaaaaaa', 'other:1')).rejects.toThrow(`'${REF}' neither runs nor ran the image 'other:1'`);
  });
});
