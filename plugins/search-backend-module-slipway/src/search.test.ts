import { TestDatabases } from '@backstage/backend-test-utils';
import { buildSearch } from './__testUtils__/buildSearch';

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
  const search = await buildSearch(knex, { entities, pages: docs });
  const ask = (query: Parameters<typeof search.ask>[1]) => search.ask(['group:default/ledger'], query);
  const find = async (term: string, more: object = {}) =>
    (await ask({ term, ...more })).results.map(({ document }) => document.location.split('/').pop());
  return { knex, ask, find };
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
      const page = await built.ask({ term: '', pageLimit: 2, pageCursor });
      seen.push(...page.results.map(({ document }) => document.title));
      pageCursor = page.nextPageCursor;
    } while (pageCursor);
    expect(seen).toEqual(['ledger', 'payments-worker', 'payments', 'Pricing', 'Priya Raman', 'Runbook']);
  });

  it('says where the words stand in title and text', async () => {
    const { results } = await built.ask({ term: 'payments' });
    const { highlight } = results.find(({ document }) => document.location.endsWith('runbook'))!;
    expect(highlight!.fields.text).toContain(`${highlight!.preTag}payments${highlight!.postTag}`);
  });

  it('finds names by their index', async () => {
    const plan = await built.knex.transaction<{ rows: unknown[] }>(async tx => {
      await tx.raw('SET LOCAL enable_seqscan = off');
      return tx.raw<{ rows: unknown[] }>(
        `EXPLAIN SELECT 1 FROM documents WHERE lower(coalesce(document->>'title', '') || ' ' || coalesce(document->>'name', '')) OPERATOR(public.%>) 'paymnets'`,
      );
    });
    expect(JSON.stringify(plan.rows)).toContain('documents_names_index');
  });
});
