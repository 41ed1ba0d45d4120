import { AnyObservation, FactsByKind, ObservationKind } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { postgres } from '../../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING } from '../../__testUtils__/createTestRecord';
import { entityFacts } from '../../__testUtils__/facts';
import { Visibility } from '../../database';
import { minute, operationFacts, stateFacts } from '../../domain/__testUtils__/observe';

jest.setTimeout(60_000);

const REPOSITORY = 'git.example.com/acme/cart';
const REF = 'component:default/cart';
const OWNER = 'group:default/checkout';
const SYSTEM = 'system:default/shop';
const sha = (letter: string) => letter.repeat(40);
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const image = (letter: string) => `registry.example.com/acme/cart:1.${letter}@${digest(letter)}`;
const NOBODY: Visibility = { filter: { ownerIn: ['group:default/other'] }, includeUnclaimed: false };

function seen<K extends ObservationKind>(kind: K, facts: FactsByKind[K], position = 1): AnyObservation {
  return observe(kind, facts, { source: 'tests', order: { epoch: '0', position: String(position) } });
}

/** Deployments of the application `cart-<environment>`: each a minute of the morning and the letter of its image. */
function deployed(environment: string, ...deployments: Array<[number, string, Partial<FactsByKind['operation']>?]>): AnyObservation[] {
  return deployments.flatMap(([begin, letter, more], index) => {
    const operation = operationFacts(begin, sha(String(index)), {
      application: `argocd/main/${environment}`,
      uid: environment,
      images: [image(letter)],
      ...more,
    });
    const state = stateFacts(operation, { uid: environment, name: `cart-${environment}`, images: [image(letter)] });
    return [seen('operation', operation, 3), seen('application', state, begin)];
  });
}

const built = (letter: string, from: string) =>
  seen('artifact', {
    digest: digest(letter),
    repository: 'registry.example.com/acme/cart',
    commit: sha(from),
    sourceRepository: REPOSITORY,
    commitFrom: 'label',
  });

const commit = (letter: string, parents: string) =>
  seen('change', { repository: REPOSITORY, commit: sha(letter), parents: [...parents].map(sha), title: `Change ${letter}` });

const cart = [
  seen(
    'entity',
    entityFacts({
      ref: REF,
      owner: OWNER,
      system: SYSTEM,
      annotations: { 'argocd/app-name': 'cart-dev,cart-production', 'slipway.dev/repository': REPOSITORY },
    }),
  ),
  seen('push', {
    repository: REPOSITORY,
    ref: 'refs/heads/main',
    before: null,
    after: sha('c'),
    created: true,
    deleted: false,
    commits: [],
    defaultBranch: 'main',
  }),
  commit('a', ''),
  commit('b', 'a'),
  commit('c', 'b'),
  built('1', 'a'),
  built('3', 'c'),
];

describe('deployments', () => {
  const databases = postgres();

  async function recorded(...observations: AnyObservation[]) {
    const record = await createTestRecord(databases);
    await record.record([...cart, ...observations]);
    await record.project();
    const list = (filter = {}, more = {}) =>
      record.queries.listDeployments({ filter, visibility: EVERYTHING, sort: '-startedAt', limit: 20, ...more });
    return { ...record, list };
  }

  it('are listed newest first, by service, environment, kind, outcome and span', async () => {
    const { list } = await recorded(
      ...deployed('dev', [10, '1'], [20, '3']),
      ...deployed('production', [15, '1', { phase: 'Failed', message: 'no space' }]),
    );
    const brief = async (filter = {}) =>
      (await list(filter)).items.map(item => [item.environment, item.version.name, item.kind, item.outcome].join(' '));

    expect(await brief()).toEqual(['dev 1.3 version succeeded', 'production 1.1 first failed', 'dev 1.1 first succeeded']);
    expect(await brief({ service: REF, environment: 'production' })).toEqual(['production 1.1 first failed']);
    expect(await brief({ kind: 'version' })).toEqual(['dev 1.3 version succeeded']);
    expect(await brief({ outcome: 'failed' })).toEqual(['production 1.1 first failed']);
    expect(await brief({ version: 'v1.3' })).toEqual(['dev 1.3 version succeeded']);
    expect(await brief({ version: '1.', environment: 'production' })).toEqual(['production 1.1 first failed']);
    expect(await brief({ version: '1_3' })).toEqual([]);
    expect(await brief({ from: minute(12), to: minute(20) })).toEqual(['production 1.1 first failed']);
    expect(await brief({ service: 'component:default/other' })).toEqual([]);
    expect(await brief({ owner: ['group:default/other', OWNER], kind: 'version' })).toEqual(['dev 1.3 version succeeded']);
    expect(await brief({ owner: ['group:default/other'] })).toEqual([]);
    expect(await brief({ system: [SYSTEM], kind: 'version' })).toEqual(['dev 1.3 version succeeded']);
    expect((await list()).items[0].services).toEqual([REF]);
  });

  it('come in pages, and only those of what the caller may see', async () => {
    const { list } = await recorded(...deployed('dev', [10, '1'], [20, '3']));
    const first = await list({}, { limit: 1 });
    const second = await list({}, { limit: 1, cursor: first.nextCursor });
    expect([first, second].map(({ items }) => items[0].version.name)).toEqual(['1.3', '1.1']);
    expect(second.nextCursor).toBeNull();
    expect((await list({}, { visibility: NOBODY })).items).toEqual([]);
    expect((await list({ owner: [OWNER] }, { visibility: NOBODY })).items).toEqual([]);
    await expect(list({}, { cursor: 'x' })).rejects.toThrow('ask for the first page');
  });

  it('tell who, what, when and why, with what proves it', async () => {
    const gitOps = seen('change', { repository: 'git.example.com/acme/gitops', commit: sha('1'), parents: [], title: 'Deploy cart 1.3' });
    const { list, queries } = await recorded(...deployed('dev', [10, '1'], [20, '3']), gitOps);
    const [{ id }] = (await list()).items;

    const evidence = await queries.getDeployment({ id, visibility: EVERYTHING });

    expect(evidence).toMatchObject({
      deployment: { environment: 'dev', version: { name: '1.3' }, initiatedBy: 'maria', services: [REF] },
      previous: { version: { name: '1.1' } },
      images: [{ image: image('3'), commit: sha('c'), by: 'label', why: null }],
      changes: [{ title: 'Change c' }, { title: 'Change b' }],
      undone: [],
      whyNoChanges: null,
      gitOps: [{ title: 'Deploy cart 1.3', source: 'tests' }],
    });
    expect(evidence.facts).toEqual([
      {
        what: `Sync begun at ${minute(20)} by maria: Succeeded at ${minute(20).replace(':00Z', ':30Z')}, as its state`,
        source: 'tests',
        occurredAt: null,
        seenAt: expect.any(String),
      },
    ]);
    await expect(queries.getDeployment({ id, visibility: NOBODY })).rejects.toThrow(`There is no deployment '${id}'`);
  });

  it('tell what a rollback took away', async () => {
    const { list, queries } = await recorded(...deployed('dev', [10, '1'], [20, '3'], [30, '1']));
    const [{ id, kind }] = (await list()).items;
    const { changes, undone } = await queries.getDeployment({ id, visibility: EVERYTHING });
    expect([kind, changes, undone.map(item => item.title)]).toEqual(['rollback', [], ['Change c', 'Change b']]);
  });

  it('of an image say what it holds, where it runs and where it ran', async () => {
    const { queries } = await recorded(...deployed('dev', [10, '1'], [20, '3']), ...deployed('production', [15, '1']));
    const artifact = (letter: string, visibility: Visibility = EVERYTHING) => queries.getArtifact({ digest: digest(letter), visibility });

    expect(await artifact('1')).toMatchObject({
      digest: digest('1'),
      repository: 'registry.example.com/acme/cart',
      source: 'tests',
      commit: { commit: sha('a'), title: 'Change a' },
      by: 'label',
      holds: [{ title: 'Change a' }],
      runs: [{ environment: 'production', application: 'cart-production', services: [REF] }],
      ran: [{ environment: 'production' }, { environment: 'dev' }],
    });
    expect((await artifact('3')).holds.map(item => item.title)).toEqual(['Change c', 'Change b', 'Change a']);
    await expect(artifact('3', NOBODY)).rejects.toThrow(`Nothing that is shown to you runs or ran an image '${digest('3')}'`);
    await expect(artifact('9')).rejects.toThrow('it takes a whole digest');
  });
});

describe('what would go from one environment to another', () => {
  const databases = postgres();

  async function compared(observations: AnyObservation[], from: string, to: string) {
    const record = await createTestRecord(databases);
    await record.record([...cart, ...observations]);
    await record.project();
    return record.queries.compare({ ref: REF, from, to, visibility: EVERYTHING });
  }
  const running = [...deployed('dev', [10, '3']), ...deployed('production', [15, '1'])];

  it('is its commits with their authors and tickets, the images, and the migrations that they touch', async () => {
    const told = seen(
      'change',
      {
        repository: REPOSITORY,
        commit: sha('c'),
        parents: [sha('b')],
        title: 'Change c (#12)',
        message: 'Change c (#12)\n\nCo-authored-by: Bo Ek <bo@example.com>\n',
        author: { name: 'Ada', email: 'ada@example.com' },
        paths: ['db/migrate/7_lines.sql', 'src/cart.ts'],
      },
      2,
    );
    expect(await compared([...running, told], 'dev', 'production')).toEqual({
      from: 'dev',
      to: 'production',
      repository: REPOSITORY,
      apart: [],
      config: expect.anything(),
      commits: [expect.objectContaining({ title: 'Change c (#12)' }), expect.objectContaining({ title: 'Change b' })],
      undone: [],
      authors: [
        { name: 'Ada', email: 'ada@example.com' },
        { name: 'Bo Ek', email: 'bo@example.com' },
      ],
      tickets: [{ id: '#12', url: `https://${REPOSITORY}/issues/12` }],
      migrations: ['db/migrate/7_lines.sql'],
      images: [{ repository: 'registry.example.com/acme/cart', from: image('3'), to: image('1') }],
      why: null,
    });
  });

  it('is what would be taken away the other way round', async () => {
    const { commits, undone } = await compared(running, 'production', 'dev');
    expect([commits, undone.map(item => item.title)]).toEqual([[], ['Change c', 'Change b']]);
  });

  it('is not known where an image names no commit, and says which', async () => {
    const { commits, why, images } = await compared(
      [...deployed('dev', [10, '9']), ...deployed('production', [15, '1'])],
      'dev',
      'production',
    );
    expect(commits).toEqual([]);
    expect(why).toBe(`dev: ${image('9')}: no connected registry and no CI run has told what it was built from`);
    expect(images).toHaveLength(1);
  });

  it('is not asked of an environment that is none', async () => {
    await expect(compared(running, 'dev', 'moon')).rejects.toThrow(
      `'${REF}' has no environment 'moon'; there are dev, staging, production`,
    );
  });
});
