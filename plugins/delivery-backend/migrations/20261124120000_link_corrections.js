// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('link_corrections', table => {
    table.comment(
      'Decisions of people about which commit an image was built from; the last one about an image counts, none is ever changed',
    );
    table.specificType('seq', 'bigint GENERATED ALWAYS AS IDENTITY').primary().comment('Order of the decisions');
    table.text('repository').notNullable().comment('The source repository that it is decided for, host/path');
    table.text('image').notNullable().comment('What finds the image: its digest, else repository:tag');
    table.text('commit').comment('The full commit id; null where the image is of none');
    table.text('note').notNullable().comment('Why, in the words of who decided');
    table.text('decided_by').notNullable().comment('Entity ref of who decided');
    table.timestamp('decided_at', { useTz: true }).notNullable().comment('When');
    table.index(['repository', 'image', 'seq'], 'link_corrections_by_image');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('link_corrections');
};
