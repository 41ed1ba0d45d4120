// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE services ADD COLUMN behind_sort smallint NOT NULL DEFAULT 0');
  await knex.raw(
    `COMMENT ON COLUMN services.behind_sort IS 'How many changes its environments are behind the ones before, together, 9999 at most'`,
  );
  await knex.raw('CREATE INDEX services_by_behind ON services USING btree (behind_sort, name_sort, ref)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('services', table => table.dropColumn('behind_sort'));
};
