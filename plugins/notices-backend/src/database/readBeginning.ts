import { Knex } from 'knex';

/** From when on deployments are told of: the first start of all. */
export async function readBeginning(knex: Knex): Promise<Date> {
  await knex('notices_began').insert({ one: true }).onConflict('one').ignore();
  const { at } = await knex('notices_began').first('at');
  return at;
}
