/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('access_tokens', table => {
    table.comment('Tokens for machines; a row outlives its token, so that a late use is told why it fails');
    table.uuid('id').primary().comment('Names the token in lists and as a subject');
    table.text('name').notNullable().comment('What observations and audit events call its bearer');
    table.text('token_hash').notNullable().unique().comment('SHA-256 of the token, base64url; the token itself is never stored');
    table.text('ending').notNullable().comment('Its last four characters, by which its holder knows it again');
    table.jsonb('bounds').notNullable().comment('What events it may hand in: types, repositories, entities, environments');
    table.boolean('reads').notNullable().comment('Whether it also reads delivery and catalog');
    table.text('created_by').notNullable().comment('Entity ref of who made it');
    table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(knex.fn.now()).comment('When it was made');
    table.timestamp('expires_at', { useTz: true }).nullable().comment('From when on it is refused; never where absent');
    table.timestamp('last_used_at', { useTz: true }).nullable().comment('When it was last used, to the minute');
    table.text('revoked_by').nullable().comment('Entity ref of who ended it');
    table.timestamp('revoked_at', { useTz: true }).nullable().comment('When it was ended');
  });
  await knex.raw('CREATE UNIQUE INDEX access_tokens_live_name ON access_tokens (name) WHERE revoked_at IS NULL');
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('access_tokens');
};
