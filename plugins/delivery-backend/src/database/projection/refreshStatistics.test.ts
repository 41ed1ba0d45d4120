import { createTestDatabase, postgres } from '../../__testUtils__/createTestDatabase';
import { eventually } from '../../__testUtils__/eventually';
import { findOrCreateModel } from './models';
import { refreshStatistics } from './refreshStatistics';

describe('refreshStatistics', () => {
  const databases = postgres();

  it('counts what a first load filled, once, and leaves small tables to PostgreSQL', async () => {
    const { knex, database } = await createTestDatabase(databases);
    const { id } = await database.inTransaction(tx => findOrCreateModel(tx, 'rules'));
    await knex.raw(
      `INSERT INTO bindings (model, application, ref, why) SELECT ?, 'application ' || n, 'component:default/cart', '' FROM generate_series(1, 1000) AS n`,
      [id],
    );
    await knex.raw(`INSERT INTO entities (model, ref, facts) VALUES (?, 'component:default/cart', '{}')`, [id]);

    // PostgreSQL tells its counts about a second after the commit.
    const counted = await eventually(async () => {
      const names = await refreshStatistics(knex);
      expect(names).not.toEqual([]);
      return names;
    });

    expect(counted).toEqual([`bindings_${id}`]);
    const { rows } = await knex.raw('SELECT reltuples FROM pg_class WHERE oid = ?::regclass', [`bindings_${id}`]);
    expect(rows).toEqual([{ reltuples: 1000 }]);
    await eventually(async () => expect(await refreshStatistics(knex)).toEqual([]));
  });
});
