// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw(`ALTER TABLE deployments
    ADD COLUMN version text GENERATED ALWAYS AS (regexp_replace(deployment #>> '{version,name}', '^v(?=[0-9])', '', 'i')) STORED`);
  await knex.raw(`COMMENT ON COLUMN deployments.version IS 'The name of its version, without a leading v; null where it has none'`);
  await knex.raw('CREATE INDEX deployments_by_version ON deployments USING btree (version text_pattern_ops)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX deployments_by_version');
  await knex.raw('ALTER TABLE deployments DROP COLUMN version');
};
