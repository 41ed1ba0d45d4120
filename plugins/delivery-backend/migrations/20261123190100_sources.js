// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('leases', table => {
    table.comment('Which replica runs what, one row per thing that runs once');
    table.text('name').primary().comment('What is leased, e.g. source:argocd/main');
    table.text('holder').notNullable().comment('The replica that holds it');
    table.bigInteger('token').notNullable().comment('Fencing token: greater with each change of holder');
    table.timestamp('expires_at', { useTz: true }).notNullable().comment('Until when, by the clock of the database');
  });
  await knex.schema.createTable('sources', table => {
    table.comment('How each source is doing; never an observation');
    table.text('name').primary().comment('The source that observations carry');
    table.boolean('heartbeat').notNullable().defaultTo(false).comment('True where silence means that values may be old');
    table.text('state').notNullable().defaultTo('posted').comment('connecting, live, retrying, failed or posted');
    table.text('error').comment('Why it is not live and what to do');
    table.timestamp('heard_at', { useTz: true }).comment('Last event, bookmark or completed list of a source that runs here');
    table.boolean('silent').notNullable().defaultTo(false).comment('What the stream last told of its silence');
    table.text('cursor').comment('Where it reads on; written with what was read');
    table.specificType('epoch', 'numeric').notNullable().defaultTo(0).comment('The last epoch it opened');
    table.bigInteger('upstream_requests').comment('Upstream requests since its process started');
    table.timestamp('audit_at', { useTz: true }).comment('When it was last compared with upstream');
    table.integer('audit_compared').comment('How many items were compared');
    table.integer('audit_different').comment('In how many the record differed before it was mended');
  });
  await knex.schema.createTable('source_tallies', table => {
    table.comment('Counts per source, spread over slots so that parallel intake does not wait for one row');
    table.text('source').notNullable().comment('The source');
    table.specificType('slot', 'smallint').notNullable().comment('Which of the slots');
    table.bigInteger('observations').notNullable().comment('Observations taken');
    table.bigInteger('unused').notNullable().comment('Events of types that the record does not use');
    table.bigInteger('ties').notNullable().comment('Same subject and order with other content');
    table.timestamp('last_at', { useTz: true }).notNullable().comment('When something was last taken');
    table.primary(['source', 'slot']);
  });
  await knex.schema.createTable('unseen_spans', table => {
    table.comment('Spans in which a source knows that it saw nothing');
    table.specificType('seq', 'bigint GENERATED ALWAYS AS IDENTITY').primary().comment('Order of arrival');
    table.text('source').notNullable().comment('The source');
    table.timestamp('unseen_from', { useTz: true }).comment('Since when; null when nothing was seen before');
    table.timestamp('unseen_until', { useTz: true }).notNullable().comment('Until when, exclusive');
    table.text('reason').notNullable().comment('Why, in words');
    table.index(['source', 'seq'], 'unseen_spans_source');
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('unseen_spans');
  await knex.schema.dropTable('source_tallies');
  await knex.schema.dropTable('sources');
  await knex.schema.dropTable('leases');
};
