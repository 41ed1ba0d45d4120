import fc from 'fast-check';
import { postgres } from '../__testUtils__/createTestDatabase';
import { createTestRecord, EVERYTHING } from '../__testUtils__/createTestRecord';
import { ENVIRONMENTS, fleets, HEALTHS, OWNERS, SOURCES, SYNCS, SYSTEMS, TAGS } from '../__testUtils__/randomFleet';
import { deleteServices, ServiceFilter, ServiceSort, upsertServices, Visibility, VisibilityFilter } from '../database';
import { rankOf, ServiceProjection, wordGroups } from '../domain';
import { toServiceRow } from './toServiceRow';

const RUNS = 100;
const SORTS = ['name', 'system', 'health', 'lastDeployed'].flatMap(sort => [sort, `-${sort}`]) as ServiceSort[];

type Record = Awaited<ReturnType<typeof createTestRecord>>;

const filters: fc.Arbitrary<ServiceFilter> = fc.record(
  {
    ref: fc.subarray(['component:default/s0', 'component:default/s1', 'unclaimed:s2', 'component:default/s3']),
    owner: fc.subarray(OWNERS),
    system: fc.subarray(SYSTEMS),
    environment: fc.constantFrom(...ENVIRONMENTS, 'nowhere'),
    health: fc.subarray([...HEALTHS]),
    sync: fc.subarray([...SYNCS]),
    state: fc.constantFrom('attention', 'motion', 'uncertain', 'silent'),
    q: fc.constantFrom('cart', 'CART', '%', '_', '1.4', '\\', 'the c', '\u0000'),
  },
  { requiredKeys: [] },
);

const { tree } = fc.letrec<{ tree: VisibilityFilter; leaf: VisibilityFilter }>(tie => ({
  leaf: fc.oneof(
    fc.constant('all' as const),
    fc.record({ ownerIn: fc.subarray(OWNERS) }),
    fc.record({ systemIn: fc.subarray(SYSTEMS) }),
    fc.record({ tagIn: fc.subarray(TAGS) }),
    fc.record({ environmentIn: fc.subarray(ENVIRONMENTS) }),
  ),
  tree: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    tie('leaf'),
    fc.record({ anyOf: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ allOf: fc.array(tie('tree'), { maxLength: 3 }) }),
    fc.record({ not: tie('tree') }),
  ),
}));

const visibilities: fc.Arbitrary<Visibility> = fc.oneof(
  fc.constant(EVERYTHING),
  fc.record({ filter: tree, includeUnclaimed: fc.boolean() }),
);

jest.setTimeout(60_000);

describe('questions to the read model', () => {
  const databases = postgres();

  async function setUp() {
    const record = await createTestRecord(databases);
    await record.project();
    await record.knex('sources').insert({ name: 'argocd/edge', heartbeat: true, state: 'live', heard_at: '2026-03-01T00:00:00Z' });
    return record;
  }

  async function fill({ knex, database }: Record, fleet: ServiceProjection[]) {
    await database.inTransaction(async tx => {
      const refs = await knex('services').pluck('ref');
      await deleteServices(tx, 1, refs);
      await upsertServices(tx, 1, fleet.map(toServiceRow));
    });
  }

  it(`finds, pages, sorts and counts as a plain filter over all rows does, in ${RUNS} random fleets`, async () => {
    const record = await setUp();
    await fc.assert(
      fc.asyncProperty(
        fleets,
        filters,
        visibilities,
        fc.constantFrom(...SORTS),
        fc.integer({ min: 1, max: 7 }),
        async (fleet, filter, visibility, sort, limit) => {
          await fill(record, fleet);
          const expected = fleet.filter(item => isSeen(item, visibility) && isTaken(item, filter));

          const found = new Array<ServiceProjection['row']>();
          let cursor: string | undefined;
          do {
            const page = await record.queries.listServices({ filter, visibility, sort, limit, cursor });
            found.push(...page.items);
            cursor = page.nextCursor ?? undefined;
          } while (cursor);

          expect(found.map(row => row.ref)).toEqual([...expected].sort(comparatorOf(sort)).map(item => item.row.ref));
          const silent = found.filter(row => row.cells.some(cell => cell.lastHeardAt));
          expect(silent.map(row => row.ref).sort()).toEqual(
            expected
              .filter(item => item.sources.includes('argocd/edge'))
              .map(item => item.row.ref)
              .sort(),
          );

          const counts = await record.queries.countServices({ filter, visibility });
          expect(counts).toMatchObject({
            total: expected.length,
            services: expected.filter(item => item.row.claimed).length,
            unclaimed: expected.filter(item => !item.row.claimed).length,
            words: countWords(expected, filter.environment),
            owners: distinct(fleet.filter(item => isSeen(item, visibility)).map(item => item.row.owner)),
            systems: distinct(fleet.filter(item => isSeen(item, visibility)).map(item => item.row.system)),
          });
          for (const state of ['attention', 'motion', 'uncertain', 'silent'] as const) {
            expect(counts.states[state]).toBe(expected.filter(item => isTaken(item, { state, environment: filter.environment })).length);
          }
          expect(counts.groups.reduce((sum, group) => sum + group.total, 0)).toBe(expected.length);

          const groups = new Array<string>();
          let place: string | undefined;
          do {
            const page = await record.queries.listUnclaimed({ visibility, limit, cursor: place });
            groups.push(...page.items.map(group => group.ref));
            place = page.nextCursor ?? undefined;
          } while (place);
          const unclaimed = fleet.filter(item => isSeen(item, visibility) && !item.row.claimed).sort(comparatorOf('name'));
          expect(groups).toEqual(unclaimed.map(item => item.row.ref));
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    );
  }, 300_000);

  it('neither repeats nor misses a row that stays while others come and go between pages', async () => {
    const record = await setUp();
    const [fleet] = fc.sample(fleets, { numRuns: 1, seed: 7 });
    await fill(record, fleet);
    const leaving = fleet.filter((_, index) => index % 3 === 0).map(item => item.row.ref);
    const seen = new Array<string>();
    let cursor: string | undefined;
    let page = 0;
    const change = (from: number) =>
      record.database.inTransaction(async tx => {
        const coming = fleet.map(item => ({ ...item, row: { ...item.row, ref: `${item.row.ref}-new${from}` } }));
        await deleteServices(tx, 1, leaving.slice(from * 3, from * 3 + 3));
        await upsertServices(tx, 1, coming.slice(from * 2, from * 2 + 2).map(toServiceRow));
      });
    do {
      const answer = await record.queries.listServices({ filter: {}, visibility: EVERYTHING, sort: 'name', limit: 4, cursor });
      seen.push(...answer.items.map(row => row.ref));
      cursor = answer.nextCursor ?? undefined;
      await change(page);
      page++;
    } while (cursor);

    expect(new Set(seen).size).toBe(seen.length);
    const stayed = fleet.map(item => item.row.ref).filter(ref => !leaving.includes(ref));
    expect(stayed.filter(ref => !seen.includes(ref))).toEqual([]);
  });

  it.each([
    ['no base64', '%%%'],
    ['no list', Buffer.from('{}').toString('base64url')],
    ['another sort', Buffer.from('["system","0","a","b"]').toString('base64url')],
    ['too few keys', Buffer.from('["health","1"]').toString('base64url')],
    ['a key of another type', Buffer.from('["health","one","a","b"]').toString('base64url')],
    ['a character that PostgreSQL cannot hold', Buffer.from('["health","1","\\u0000","b"]').toString('base64url')],
  ])('refuses a cursor with %s', async (_what, cursor) => {
    const { queries } = await createTestRecord(databases);
    await expect(queries.listServices({ filter: {}, visibility: EVERYTHING, sort: 'health', limit: 5, cursor })).rejects.toThrow(
      "The cursor does not belong to this list sorted by 'health'; ask for the first page without a cursor",
    );
  });

  it('answers the same for a service that is hidden as for one that is not there', async () => {
    const record = await setUp();
    const [fleet] = fc.sample(fleets, { numRuns: 1, seed: 7 });
    await fill(record, fleet);
    const { ref } = fleet.find(item => item.row.claimed)!.row;
    const hidden = { filter: { anyOf: [] }, includeUnclaimed: true };

    await expect(record.queries.getService({ ref, visibility: EVERYTHING })).resolves.toMatchObject({ ref, targets: [] });
    await expect(record.queries.getService({ ref, visibility: hidden })).rejects.toThrow(
      `There is no service '${ref}', or it is not shown to you`,
    );
    await expect(record.queries.getService({ ref: 'component:default/\u0000', visibility: EVERYTHING })).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('tells a stream to load anew when it cannot know what it missed', async () => {
    const record = await setUp();
    await record.knex('changes').insert([5, 6, 7].map(() => ({ kind: 'sources' })));
    await record.knex('changes').where('sequence', '<', 3).delete();
    const ask = (sequence: string) => record.queries.changesSince({ sequence, visibility: EVERYTHING });

    await expect(ask('0')).resolves.toMatchObject({ reset: true });
    await expect(ask('2')).resolves.toEqual({ reset: false, sources: true, refs: [], sequence: '4' });
    await expect(ask('4')).resolves.toEqual({ reset: false, sources: false, refs: [], sequence: '4' });
    await expect(ask('99')).resolves.toMatchObject({ reset: true, sequence: '4' });
    await expect(ask('x')).rejects.toMatchObject({ name: 'InputError' });
  });
});

function isSeen({ row, cells }: ServiceProjection, { filter, includeUnclaimed }: Visibility): boolean {
  const passes = (part: VisibilityFilter): boolean => {
    if (part === 'all') {
      return true;
    }
    if ('anyOf' in part) {
      return part.anyOf.some(passes);
    }
    if ('allOf' in part) {
      return part.allOf.every(passes);
    }
    if ('not' in part) {
      return !passes(part.not);
    }
    if ('kindIn' in part) {
      return part.kindIn.includes(row.ref.split(':')[0]);
    }
    if ('ownerIn' in part) {
      return part.ownerIn.includes(row.owner ?? '');
    }
    if ('systemIn' in part) {
      return part.systemIn.includes(row.system ?? '');
    }
    if ('tagIn' in part) {
      return part.tagIn.some(tag => row.tags?.includes(tag));
    }
    return cells.some(cell => cell.targets > 0 && part.environmentIn.includes(cell.environment ?? ''));
  };
  return row.claimed ? passes(filter) : includeUnclaimed;
}

function isTaken({ row, cells }: ServiceProjection, filter: ServiceFilter): boolean {
  const looked = cells.filter(cell => filter.environment === undefined || cell.environment === filter.environment);
  const present = looked.filter(cell => cell.targets > 0);
  const silent = looked.some(cell => cell.sources.includes(SOURCES[1]));
  const inState = (state: NonNullable<ServiceFilter['state']>) =>
    state === 'silent'
      ? silent
      : looked.some(cell => (wordGroups[state] as readonly string[]).includes(cell.word)) || (state === 'uncertain' && silent);
  const text = [row.name, row.title, ...cells.map(cell => cell.version.name)].filter(Boolean).join('\n').toLowerCase();
  return (
    (!filter.ref?.length || filter.ref.includes(row.ref)) &&
    (!filter.owner?.length || filter.owner.includes(row.owner ?? '')) &&
    (!filter.system?.length || filter.system.includes(row.system ?? '')) &&
    (!filter.health?.length || present.some(cell => filter.health!.includes(cell.health ?? ''))) &&
    (!filter.sync?.length || present.some(cell => filter.sync!.includes(cell.sync ?? ''))) &&
    (!filter.state || inState(filter.state)) &&
    (!filter.q || text.includes(filter.q.toLowerCase()))
  );
}

function comparatorOf(sort: ServiceSort) {
  const keysOf = ({ row, cells }: ServiceProjection): Array<string | number> => {
    const name = row.name.toLowerCase();
    const present = cells.filter(cell => cell.targets > 0);
    const bySort = {
      name: [],
      system: [row.claimed ? Number(!row.system) : 2, row.system ?? ''],
      health: [Math.min(...(present.length > 0 ? present.map(cell => cell.rank) : [rankOf('Not deployed')]))],
      lastDeployed: [row.lastDeployedAt ?? ''],
    };
    return [...bySort[sort.replace('-', '') as keyof typeof bySort], name, row.ref];
  };
  return (a: ServiceProjection, b: ServiceProjection) => {
    const [x, y] = [keysOf(a), keysOf(b)];
    const at = x.findIndex((key, index) => key !== y[index]);
    return (x[at] < y[at] ? -1 : 1) * (sort.startsWith('-') ? -1 : 1);
  };
}

function countWords(items: ServiceProjection[], environment: string | undefined) {
  const words: { [word: string]: number } = {};
  for (const { cells } of items) {
    for (const word of new Set(
      cells.filter(cell => environment === undefined || cell.environment === environment).map(cell => cell.word),
    )) {
      words[word] = (words[word] ?? 0) + 1;
    }
  }
  return words;
}

function distinct(values: Array<string | null | undefined>) {
  return [...new Set(values.filter(value => value !== null && value !== undefined))].sort();
}
