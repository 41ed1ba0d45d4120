// @ts-check

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('observations', table => {
    table.comment('One immutable row per thing seen; a trigger refuses updates and deletes');
    table
      .specificType('seq', 'bigint GENERATED ALWAYS AS IDENTITY')
      .primary()
      .comment('Order of arrival; decides nothing, pages through the record');
    table.text('source').notNullable().comment('Who says so, a URI reference');
    table.text('event_id').notNullable().comment('Identity that the source gives, unique within it for ever');
    table.text('kind').notNullable().comment('application, operation, entity, change, artifact or revision');
    table.text('subject').notNullable().comment('The identity within which the order has meaning');
    table
      .text('about')
      .notNullable()
      .comment('The subject whose projection this row touches: the application of an operation, else the subject itself');
    table.specificType('epoch', 'numeric').notNullable().comment('First part of the order');
    table.specificType('position', 'numeric').notNullable().comment('Second part of the order');
    table.timestamp('occurred_at', { useTz: true }).comment('As the source says; null where it does not say');
    table.timestamp('seen_at', { useTz: true }).notNullable().comment('When it reached the record; shown, never compared');
    table.text('credential').notNullable().comment('Name of the credential that brought it');
    table.text('content_hash').notNullable().comment('Hash of the facts, independent of the order of their keys');
    table.jsonb('facts').notNullable().comment('The facts, checked against the schema of their kind');
    table.unique(['source', 'event_id'], {
      indexName: 'observations_identity',
    });
    table.unique(['subject', 'epoch', 'position', 'content_hash'], {
      indexName: 'observations_state',
    });
    table.index(['about'], 'observations_about');
  });
  await knex.raw(`
    CREATE FUNCTION refuse_change_of_observations() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
      RAISE EXCEPTION 'Observations are never changed: % is refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
    END $$`);
  await knex.raw(`
    CREATE TRIGGER observations_are_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON observations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_observations()`);

  await knex.schema.createTable('subjects', table => {
    table.comment('Every subject that a source recorded; finds the newest state of each without reading the record');
    table.text('source').notNullable().comment('The source that recorded it');
    table.text('kind').notNullable().comment('Kind of its observations');
    table.text('subject').notNullable().comment('The subject');
    table.text('about').notNullable().comment('As in observations');
    table.primary(['source', 'kind', 'subject']);
  });

  await knex.schema.createTable('unused_events', table => {
    table.comment('Identities of events whose type the record does not use; counted for ever');
    table.text('source').notNullable().comment('Source of the event');
    table.text('event_id').notNullable().comment('Identity within the source');
    table.text('type').notNullable().comment('Type of the event');
    table.timestamp('seen_at', { useTz: true }).notNullable().comment('When it reached the record');
    table.primary(['source', 'event_id']);
  });

  await knex.raw(`
    CREATE TABLE raw_events (
      seen_at timestamptz NOT NULL,
      source text NOT NULL,
      event_id text NOT NULL,
      credential text NOT NULL,
      payload json NOT NULL,
      PRIMARY KEY (seen_at, source, event_id)
    ) PARTITION BY RANGE (seen_at)`);
  await comment(knex, 'raw_events', 'Payloads as they came, in partitions of one month that are dropped after the retention', {
    seen_at: 'When it reached the record',
    source: 'Source of the event',
    event_id: 'Identity within the source',
    credential: 'Name of the credential that brought it',
    payload: 'The payload; json and not jsonb, which would refuse some of the strings that occur',
  });
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  await knex.schema.dropTable('raw_events');
  await knex.schema.dropTable('unused_events');
  await knex.schema.dropTable('subjects');
  await knex.schema.dropTable('observations');
  await knex.raw('DROP FUNCTION refuse_change_of_observations()');
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} table
 * @param {string} what
 * @param {Record<string, string>} columns
 */
async function comment(knex, table, what, columns) {
  const literal = (/** @type {string} */ text) => `'${text.replaceAll("'", "''")}'`;
  await knex.raw(`COMMENT ON TABLE ${table} IS ${literal(what)}`);
  for (const [column, text] of Object.entries(columns)) {
    await knex.raw(`COMMENT ON COLUMN ${table}.${column} IS ${literal(text)}`);
  }
}
