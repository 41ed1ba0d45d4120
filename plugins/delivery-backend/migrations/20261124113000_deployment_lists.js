// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw('ALTER TABLE applications ADD COLUMN environment text');
  await knex.raw(`COMMENT ON COLUMN applications.environment IS 'The environment that the rules map it to; null where none does'`);
  await knex.raw(`ALTER TABLE deployments
    ADD COLUMN kind text GENERATED ALWAYS AS (deployment ->> 'kind') STORED,
    ADD COLUMN outcome text GENERATED ALWAYS AS (deployment ->> 'outcome') STORED`);
  await knex.raw(`COMMENT ON COLUMN deployments.kind IS 'version, config, rollback or first'`);
  await knex.raw(`COMMENT ON COLUMN deployments.outcome IS 'running, succeeded, failed, superseded or unknown'`);
  await knex.raw('CREATE INDEX deployments_by_instant ON deployments USING btree (started_at, application, id)');
  await knex.raw('CREATE INDEX deployments_by_id ON deployments USING btree (id)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX deployments_by_id');
  await knex.raw('DROP INDEX deployments_by_instant');
  await knex.raw('ALTER TABLE deployments DROP COLUMN outcome, DROP COLUMN kind');
  await knex.raw('ALTER TABLE applications DROP COLUMN environment');
};
