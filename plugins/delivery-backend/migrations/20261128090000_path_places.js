// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw(
    `CREATE TABLE path_places (model integer NOT NULL, repository text NOT NULL, path text COLLATE "C" NOT NULL, position bigint NOT NULL,
       PRIMARY KEY (model, repository, path, position)) PARTITION BY LIST (model)`,
  );
  await knex.raw(
    `COMMENT ON TABLE path_places IS 'Where the commits that touch the paths of services stand on the line of the default branch'`,
  );
  await knex.raw(`COMMENT ON COLUMN path_places.model IS 'Version of the read model that the row belongs to'`);
  await knex.raw(`COMMENT ON COLUMN path_places.repository IS 'host/path'`);
  await knex.raw(
    `COMMENT ON COLUMN path_places.path IS 'The path as a service names it; empty for a commit of which nobody told what it touches'`,
  );
  await knex.raw(`COMMENT ON COLUMN path_places.position IS 'Place of the commit'`);
  // By repository as well: PostgreSQL then finds ids by how they begin in this order, and reads no other index from end to end.
  await knex.raw('DROP INDEX commits_by_id');
  await knex.raw('CREATE INDEX commits_by_id ON commits USING btree (commit, repository)');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('path_places');
  await knex.raw('DROP INDEX commits_by_id');
  await knex.raw('CREATE INDEX commits_by_id ON commits USING btree (commit)');
};
