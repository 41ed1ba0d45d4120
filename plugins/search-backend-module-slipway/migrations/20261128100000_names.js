/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.raw('CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public');
  // What a document is called, for names that are mistyped; the expression is the one of selectDocuments.
  await knex.raw(
    `CREATE INDEX IF NOT EXISTS documents_names_index ON documents USING gin
       (lower(coalesce(document->>'title', '') || ' ' || coalesce(document->>'name', '')) public.gin_trgm_ops)`,
  );
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.raw('DROP INDEX IF EXISTS documents_names_index');
};
