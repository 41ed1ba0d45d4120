import { createTestDatabase, postgres } from '../__testUtils__/createTestDatabase';
import { RawRetention } from './RawRetention';

jest.setTimeout(60_000);

describe('RawRetention', () => {
  const databases = postgres();

  it('creates months ahead and drops those that ended before the days of keeping', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const retention = new RawRetention(database, 30);
    const months = async () =>
      (await knex('pg_class').whereLike('relname', 'raw_events_2%').where({ relkind: 'r' }).pluck('relname')).sort();
    await Promise.all(
      ['2025-11-30T23:59:59.999Z', '2025-12-01T00:00:00.000Z', '2025-12-24T00:00:00.000Z'].map(instant => retention.ready(instant)),
    );

    await expect(retention.maintain('2025-12-30T23:59:59.000Z')).resolves.toEqual([]);
    expect(await months()).toEqual(['raw_events_2025_11', 'raw_events_2025_12', 'raw_events_2026_01']);

    await expect(retention.maintain('2025-12-31T00:00:00.000Z')).resolves.toEqual(['2025-11']);
    expect(await months()).toEqual(['raw_events_2025_12', 'raw_events_2026_01']);
  });

  it('leaves it to one of two replicas to create a month', async () => {
    const { database } = await createTestDatabase(databases);
    const replicas = Array.from({ length: 4 }, () => new RawRetention(database, 30));

    await expect(Promise.all(replicas.map(replica => replica.ready('2026-03-04T05:06:07.000Z')))).resolves.toHaveLength(4);
  });
});
