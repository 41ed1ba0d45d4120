import { createTestDatabase, postgres } from '../../__testUtils__/createTestDatabase';
import { eventually } from '../../__testUtils__/eventually';
import { findOrCreateModel } from './models';
import { refreshStatistics } from './refreshStatistics';

jest.setTimeout(60_000);

describe('refreshStatistics', () => {
  const databases = postgres();

  it('counts what a first load filled, once, and leaves small tables to PostgreSQL', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const { id } = await database.inTransaction(tx => findOrCreateModel(tx, 'rules'));
    await database.inTransaction(async tx => {
      await tx.raw(
        `INSERT INTO bindings (model, application, ref, why)
         SELECT ?, 'application ' || n, 'component:default/cart', '' FROM generate_series(1, 2000) AS n`,
        [id],
      );
      await tx.raw(`INSERT INTO entities (model, ref, facts) VALUES (?, 'component:default/cart', '{}')`, [id]);
      // Otherwise an idle connection keeps what it did to itself for up to ten seconds.
      await tx.raw('SELECT pg_stat_force_next_flush()');
    });

    const counted = await eventually(async () => {
      const names = await refreshStatistics(knex);
      expect(names).not.toEqual([]);
      return names;
    });

    expect(counted).toEqual([`bindings_${id}`]);
    const { rows } = await knex.raw('SELECT reltuples FROM pg_class WHERE oid = ?::regclass', [`bindings_${id}`]);
    expect(rows).toEqual([{ reltuples: 2000 }]);
    await eventually(async () => expect(await refreshStatistics(knex)).toEqual([]));
  });
});
