import { createTestDatabase, postgres } from '../__testUtils__/createTestDatabase';
import { eventually } from '../__testUtils__/eventually';
import { DeliveryDatabase } from './DeliveryDatabase';

jest.setTimeout(60_000);

describe('DeliveryDatabase', () => {
  const databases = postgres();

  const count = (database: DeliveryDatabase) => database.read(knex => knex('leases').count('* as n').first());
  const insert = (database: DeliveryDatabase, name: string) =>
    database.inTransaction(tx => tx('leases').insert({ name, holder: 'test', token: 1, expires_at: new Date(0) }));

  it('says that the database is away, stores nothing meanwhile, and goes on by itself', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const { rows } = await knex.raw('SELECT current_database() AS name');
    const admin = await databases.init('POSTGRES_18');

    // As the pool sees a server that goes away: sessions cut in the middle of their work, new ones refused.
    await admin.raw('ALTER DATABASE ?? ALLOW_CONNECTIONS false', [rows[0].name]);
    const cut = database.inTransaction(async tx => {
      await tx('leases').insert({ name: 'cut', holder: 'test', token: 1, expires_at: new Date(0) });
      await admin.raw('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = ?', [rows[0].name]);
      await tx.raw('SELECT 1');
    });
    await expect(cut).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
      // Not a word of the driver, which names the address of the database.
      message: 'The delivery database does not answer; nothing of this request was stored, and the same request succeeds once it is back',
      cause: expect.objectContaining({ message: expect.any(String) }),
    });
    await expect(insert(database, 'refused')).rejects.toMatchObject({ name: 'ServiceUnavailableError' });

    await admin.raw('ALTER DATABASE ?? ALLOW_CONNECTIONS true', [rows[0].name]);
    await eventually(async () => expect(await count(database)).toEqual({ n: '0' }));
    await insert(database, 'after');
    expect(await count(database)).toEqual({ n: '1' });
  });

  it('runs a transaction again that lost a race', async () => {
    const { database } = await createTestDatabase(databases);
    await insert(database, 'one');
    let runs = 0;

    await database.inTransaction(
      async tx => {
        runs++;
        await tx('leases').first();
        if (runs === 1) {
          await database.inTransaction(other => other('leases').update({ holder: 'other' }));
        }
        await tx('leases').update({ holder: 'mine' });
      },
      { isolation: 'snapshot' },
    );

    expect(runs).toBe(2);
    await expect(database.read(knex => knex('leases').pluck('holder'))).resolves.toEqual(['mine']);
  });

  it('hands on what is wrong with a statement as it is', async () => {
    const { database } = await createTestDatabase(databases);
    await expect(database.read(knex => knex.raw('SELECT 1/0'))).rejects.toMatchObject({ code: '22012' });
  });
});
