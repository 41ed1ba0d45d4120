/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('notices', table => {
    table.comment('What owners were told of deployments, once each');
    table.text('deployment').notNullable().comment('The id of the deployment');
    table.text('word').notNullable().comment('What was told of it: failed, recovered');
    table.timestamp('told_at', { useTz: true }).notNullable().defaultTo(knex.fn.now()).comment('When');
    table.primary(['deployment', 'word']);
  });
  await knex.schema.createTable('notices_began', table => {
    table.comment('From when on deployments are told of: one row, written at the first start');
    table.boolean('one').primary().defaultTo(true).comment('Always true');
    table
      .timestamp('at', { useTz: true })
      .notNullable()
      .defaultTo(knex.fn.now())
      .comment('Deployments that began before are nobody’s news');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('notices_began');
  await knex.schema.dropTable('notices');
};
