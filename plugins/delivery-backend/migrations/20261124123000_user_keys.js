// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw(
    'CREATE TABLE user_keys (model integer NOT NULL, key text NOT NULL, ref text NOT NULL, PRIMARY KEY (model, key, ref)) PARTITION BY LIST (model)',
  );
  await knex.raw('CREATE INDEX user_keys_by_ref ON user_keys USING btree (ref)');
  await knex.raw(`COMMENT ON TABLE user_keys IS 'By what the users of the catalog are known to Git hosts'`);
  await knex.raw(`COMMENT ON COLUMN user_keys.model IS 'Version of the read model that the row belongs to'`);
  await knex.raw(`COMMENT ON COLUMN user_keys.key IS 'email:<address> or login:<account>, in lower case'`);
  await knex.raw(`COMMENT ON COLUMN user_keys.ref IS 'Entity ref of the user'`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('user_keys');
};
