import { mockCredentials, mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { PgSearchEngine } from '@backstage/plugin-search-backend-module-pg';
import { IndexableDocument } from '@backstage/plugin-search-common';
import { once } from 'node:events';
import { migrateNames } from './database/migrateNames';
import { TolerantSearchEngine } from './TolerantSearchEngine';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });

const entity = (name: string, more: Partial<Record<string, string>> = {}) => ({
  title: name,
  name,
  text: '',
  kind: 'Component',
  owner: 'group:default/checkout',
  location: `/catalog/default/component/${name}`,
  ...more,
});

const entities = [
  entity('payments'),
  entity('payments-worker', { owner: 'group:default/ledger' }),
  entity('ledger', { text: 'Keeps the books of payments', owner: 'group:default/ledger' }),
  entity('pricing', { title: 'Pricing', owner: 'group:default/pricing', text: 'What things cost' }),
  entity('priya', { title: 'Priya Raman', kind: 'User', owner: '', text: 'priya@example.com' }),
];
const docs = [
  {
    title: 'Runbook',
    text: 'When payments are late, look at the ledger.',
    location: '/docs/ledger/runbook',
    name: 'ledger',
    kind: 'component',
  },
];

async function build() {
  const knex = await databases.init('POSTGRES_18');
  const database = { getClient: async () => knex };
  const index = await PgSearchEngine.fromConfig(mockServices.rootConfig(), { database });
  await migrateNames(database);
  const userInfo = mockServices.userInfo({ userEntityRef: 'user:default/lena', ownershipEntityRefs: ['group:default/ledger'] });
  const engine = new TolerantSearchEngine({ index, database, userInfo });
  const fill = async (type: string, documents: IndexableDocument[]) => {
    const indexer = await engine.getIndexer(type);
    documents.forEach(document => indexer.write(document));
    indexer.end();
    await once(indexer, 'close');
  };
  await fill('software-catalog', entities);
  await fill('techdocs', docs);
  const find = async (term: string, more: object = {}) => {
    const { results } = await engine.query({ term, ...more }, { credentials: mockCredentials.user() } as never);
    return results.map(({ document }) => document.location.split('/').pop());
  };
  return { engine, knex, find };
}

let built: Awaited<ReturnType<typeof build>>;
beforeAll(async () => {
  built = await build();
});

describe('search', () => {
  it.each<[string, string, string[]]>([
    ["puts the exact name before what is one's own", 'payments', ['payments', 'payments-worker']],
    ["puts what is one's own before other names that begin alike", 'paymen', ['payments-worker', 'payments']],
    ['finds a mistyped name', 'paymnets', ['payments-worker', 'payments']],
    ['finds a mistyped name of several words', 'pryia ramen', ['priya']],
    ['finds an unfinished word of a text', 'boo', ['ledger']],
    ['finds a person by address', 'priya@example.com', ['priya']],
    ['finds a doc by what it says', 'late', ['runbook']],
  ])('%s', async (_, term, first) => {
    expect((await built.find(term)).slice(0, first.length)).toEqual(first);
  });

  it.each(["'; drop table documents; --", '\\', '%', '_', "it's", '!!!', '((('])('takes %p for text', async term => {
    await expect(built.find(term)).resolves.toBeDefined();
  });

  it('looks at the types and fields that are asked for alone', async () => {
    expect(await built.find('payments', { types: ['techdocs'] })).toEqual(['runbook']);
    expect(await built.find('pr', { filters: { kind: ['User', 'Group'] } })).toEqual(['priya']);
  });

  it("goes through all pages once, without a term in the order of names, one's own first", async () => {
    const seen = new Array<string>();
    let pageCursor: string | undefined;
    do {
      const page = await built.engine.query({ term: '', pageLimit: 2, pageCursor }, { credentials: mockCredentials.user() } as never);
      seen.push(...page.results.map(({ document }) => document.title));
      pageCursor = page.nextPageCursor;
    } while (pageCursor);
    expect(seen).toEqual(['ledger', 'payments-worker', 'payments', 'Pricing', 'Priya Raman', 'Runbook']);
  });

  it('says where the words stand in title and text', async () => {
    const { results } = await built.engine.query({ term: 'payments' }, { credentials: mockCredentials.user() } as never);
    const { highlight } = results.find(({ document }) => document.location.endsWith('runbook'))!;
    expect(highlight!.fields.text).toContain(`${highlight!.preTag}payments${highlight!.postTag}`);
  });

  it('finds names by their index', async () => {
    const plan = await built.knex.transaction(async tx => {
      await tx.raw('SET LOCAL enable_seqscan = off');
      return tx.raw(
        `EXPLAIN SELECT 1 FROM documents WHERE lower(coalesce(document->>'title', '') || ' ' || coalesce(document->>'name', '')) OPERATOR(public.%>) 'paymnets'`,
      );
    });
    expect(JSON.stringify(plan.rows)).toContain('documents_names_index');
  });
});
