import { TestDatabases } from '@backstage/backend-test-utils';
import { buildSearch } from './__testUtils__/buildSearch';
import { demoDocuments } from './__testUtils__/demoDocuments';
import { JudgedQuery, judgedQueries } from './__testUtils__/judgedQueries';

jest.setTimeout(60_000);

/** Only goes up: what was reached once is held. */
const RECIPROCAL_RANK = 0.97;

const databases = TestDatabases.create({ ids: ['POSTGRES_18'] });
const teams = { priya: 'team-checkout', yuki: 'team-fulfilment', nadia: 'team-storefront' };

it(`answers ${judgedQueries.length} judged queries with a mean reciprocal rank of ${RECIPROCAL_RANK} or more`, async () => {
  const search = await buildSearch(await databases.init('POSTGRES_18'), demoDocuments());
  const judged = new Array<{ query: JudgedQuery; rank: number; first: string[] }>();
  for (const query of judgedQueries) {
    const { results } = await search.ask([`group:default/${teams[query.as ?? 'priya']}`], { term: query.typed });
    const found = results.map(({ document }) => document.location);
    judged.push({ query, rank: 1 + found.findIndex(location => query.wanted.includes(location)), first: found.slice(0, 3) });
  }
  const mean = judged.reduce((sum, { rank }) => sum + (rank > 0 ? 1 / rank : 0), 0) / judged.length;
  const short = judged
    .filter(({ rank }) => rank !== 1)
    .map(({ query, rank, first }) => `\n${query.typed}: ${rank || 'not found'} of ${first}`);
  // What fell short is named only where the mean does.
  expect(mean < RECIPROCAL_RANK ? { mean, short } : undefined).toBeUndefined();
  expect(judgedQueries).toHaveLength(60);
});
