/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('auth_owner_codes', table => {
    table.comment('One-time sign-in codes of the owner; a row outlives its code by a day, so that a late use is told why it fails');
    table.text('code_hash').primary().comment('SHA-256 of the code, base64url; the code itself is never stored');
    table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(knex.fn.now()).comment('When the code was minted');
    table.timestamp('expires_at', { useTz: true }).notNullable().index().comment('From when on the code signs nobody in');
    table.timestamp('used_at', { useTz: true }).nullable().comment('When the code signed the owner in');
  });
  await knex.schema.createTable('auth_owner_sessions', table => {
    table.comment('Browsers in which the owner is signed in');
    table.text('token_hash').primary().comment('SHA-256 of the cookie value, base64url; the value itself is never stored');
    table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(knex.fn.now()).comment('When the owner signed in');
    table.timestamp('expires_at', { useTz: true }).notNullable().index().comment('From when on the session is over');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('auth_owner_sessions');
  await knex.schema.dropTable('auth_owner_codes');
};
