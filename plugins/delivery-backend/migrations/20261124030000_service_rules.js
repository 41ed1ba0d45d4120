// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw(`ALTER TABLE applications ADD COLUMN rule_refs text[] NOT NULL DEFAULT '{}'`);
  await knex.raw(`COMMENT ON COLUMN applications.rule_refs IS 'Entities that a rule gives it to, should the catalog have them'`);
  await knex.raw('CREATE INDEX applications_by_rule ON applications USING gin (rule_refs)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.alterTable('applications', table => table.dropColumn('rule_refs'));
};
