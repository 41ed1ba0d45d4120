// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('image_references', table => {
    table.comment('Which images of registries the record names, and whether the registry was asked; never an observation');
    table
      .specificType('name', 'text COLLATE "C"')
      .primary()
      .comment('The image in full, e.g. docker.io/library/nginx:1.25 or ghcr.io/acme/cart@sha256:…');
    table.text('registry').notNullable().comment('Host of the registry');
    table.text('repository').notNullable().comment('With the registry, without tag and digest');
    table.text('tag').comment('The tag; null where it is named by digest');
    table.text('digest').comment('The digest; null where it is named by tag');
    table
      .timestamp('named_at', { useTz: true })
      .notNullable()
      .comment('When the record first named it, or a tag was last told to be pushed');
    table.timestamp('read_at', { useTz: true }).comment('When its registry had answered; null while it is to be asked');
  });
  await knex.raw('CREATE INDEX image_references_unread ON image_references (registry, named_at DESC) WHERE read_at IS NULL');
  await knex.raw('CREATE INDEX image_references_by_digest ON image_references (digest) WHERE digest IS NOT NULL');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('image_references');
};
