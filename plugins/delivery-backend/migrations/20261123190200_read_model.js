// @ts-check

const MODEL = 'Version of the read model that the row belongs to';

/** One list of columns per projected table: name, type, comment. Each is partitioned by model, so that a version is dropped at once. */
const PROJECTED = [
  {
    name: 'applications',
    what: 'What the observations of each application say',
    key: ['model', 'subject'],
    columns: [
      ['subject', 'text NOT NULL', 'Subject of the application'],
      ['instance', 'text NOT NULL', 'Argo CD instance'],
      ['name', 'text NOT NULL', 'Name of the application'],
      ['name_sort', 'text COLLATE "C" NOT NULL', 'Name in lower case'],
      ['search', 'text NOT NULL', 'What a search looks at, in lower case'],
      ['cluster', 'text NOT NULL', 'Cluster as the rules call it'],
      ['labels', 'jsonb NOT NULL', 'Labels, for the selectors of entities'],
      ['gone', 'boolean NOT NULL', 'True when it is no longer there'],
      ['seen_at', 'timestamptz NOT NULL', 'When its present was seen'],
      ['row', 'jsonb NOT NULL', 'The application as the API answers it'],
      ['projection', 'jsonb NOT NULL', 'The projection that services are made of'],
      ['checkpoint', 'jsonb NOT NULL', 'Where folding goes on when the next observation is newer'],
    ],
    indexes: {
      applications_by_name: 'USING btree (name_sort, subject)',
      applications_by_seen: 'USING btree (seen_at, subject)',
      applications_by_exact_name: 'USING btree (name)',
      applications_by_labels: 'USING gin (labels jsonb_path_ops)',
    },
  },
  {
    name: 'deployments',
    what: 'Deployments of each application, whichever service it belongs to',
    key: ['model', 'application', 'id'],
    columns: [
      ['application', 'text NOT NULL', 'Subject of the application'],
      ['id', 'text NOT NULL', 'Identity of the deployment'],
      ['started_at', 'timestamptz NOT NULL', 'When it began'],
      ['deployment', 'jsonb NOT NULL', 'The deployment as the rules give it'],
    ],
    indexes: {
      deployments_by_start: 'USING btree (application, started_at)',
    },
  },
  {
    name: 'application_workloads',
    what: 'The workloads that applications manage, which decide conflicts',
    key: ['model', 'subject', 'workload'],
    columns: [
      ['subject', 'text NOT NULL', 'Subject of the application'],
      ['workload', 'text NOT NULL', 'cluster, group, kind, namespace and name as a JSON list'],
    ],
    indexes: { application_workloads_by_workload: 'USING btree (workload)' },
  },
  {
    name: 'entities',
    what: 'What the catalog says of each entity',
    key: ['model', 'ref'],
    columns: [
      ['ref', 'text NOT NULL', 'Entity ref'],
      ['facts', 'jsonb NOT NULL', 'The newest facts'],
    ],
    indexes: {},
  },
  {
    name: 'entity_claims',
    what: 'How entities claim applications',
    key: ['model', 'ref', 'ordinal'],
    columns: [
      ['ref', 'text NOT NULL', 'Entity ref'],
      ['ordinal', 'integer NOT NULL', 'Place among the claims of the entity'],
      ['match_key', 'text NOT NULL', 'The application name, or the first label of the selector as key=value'],
      ['claim', 'jsonb NOT NULL', 'The claim'],
    ],
    indexes: { entity_claims_by_key: 'USING btree (match_key)' },
  },
  {
    name: 'bindings',
    what: 'Which row of the fleet each application belongs to',
    key: ['model', 'application', 'ref'],
    columns: [
      ['application', 'text NOT NULL', 'Subject of the application'],
      ['ref', 'text NOT NULL', 'Entity ref, or unclaimed:<id>'],
      ['name', 'text', 'Guessed name of an unclaimed group'],
      ['why', 'text NOT NULL', 'Why it belongs there'],
    ],
    indexes: { bindings_by_ref: 'USING btree (ref)' },
  },
  {
    name: 'services',
    what: 'The fleet: a row per service and per group of unclaimed applications',
    key: ['model', 'ref'],
    columns: [
      ['ref', 'text NOT NULL', 'Entity ref, or unclaimed:<id>'],
      ['claimed', 'boolean NOT NULL', 'False for a group that no entity claims'],
      ['owner', 'text', 'Entity ref of the owner'],
      ['system', 'text', 'Entity ref of the system'],
      ['tags', 'text[] NOT NULL', 'Tags of the entity'],
      ['environments', 'text[] NOT NULL', 'Environments that it has a cell in'],
      ['words', 'text[] NOT NULL', 'Words of its cells, each once'],
      ['healths', 'text[] NOT NULL', 'Health of its cells, each once'],
      ['syncs', 'text[] NOT NULL', 'Sync of its cells, each once'],
      ['sources', 'text[] NOT NULL', 'Sources that its cells depend on'],
      ['search', 'text NOT NULL', 'Name, title and versions in lower case'],
      ['name_sort', 'text COLLATE "C" NOT NULL', 'Name in lower case'],
      ['system_sort', 'text COLLATE "C" NOT NULL', 'System; claimed rows without one after all others, unclaimed ones last'],
      ['health_sort', 'smallint NOT NULL', 'Rank of the worst word, 0 the worst'],
      ['deployed_sort', 'timestamptz NOT NULL', 'Last deployment; -infinity when there is none'],
      ['content_hash', 'text NOT NULL', 'Hash of row and detail: an equal one is no change'],
      ['row', 'jsonb NOT NULL', 'The row as the API answers it, before silence is overlaid'],
    ],
    indexes: {
      services_by_name: 'USING btree (name_sort, ref)',
      services_by_system: 'USING btree (system_sort, name_sort, ref)',
      services_by_health: 'USING btree (health_sort, name_sort, ref)',
      services_by_deployed: 'USING btree (deployed_sort, name_sort, ref)',
    },
  },
  {
    name: 'service_cells',
    what: 'What filters ask of one environment of a row of the fleet',
    key: ['model', 'ref', 'environment'],
    columns: [
      ['ref', 'text NOT NULL', 'Entity ref, or unclaimed:<id>'],
      ['environment', 'text NOT NULL', 'Environment; empty for targets that no rule maps'],
      ['word', 'text NOT NULL', 'The word of the cell'],
      ['health', 'text NOT NULL', 'The worst health of its targets'],
      ['sync', 'text NOT NULL', 'The worst sync of its targets'],
      ['sources', 'text[] NOT NULL', 'Sources that the cell depends on'],
    ],
    indexes: {},
  },
  {
    name: 'service_details',
    what: 'What the page of one service adds to its row',
    key: ['model', 'ref'],
    columns: [
      ['ref', 'text NOT NULL', 'Entity ref, or unclaimed:<id>'],
      ['detail', 'jsonb NOT NULL', 'Targets, deployments, and why an unclaimed group is here'],
    ],
    indexes: {},
  },
];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
  await knex.schema.createTable('read_models', table => {
    table.comment('Versions of the read model: one is active, another may be built beside it');
    table.specificType('id', 'integer GENERATED ALWAYS AS IDENTITY').primary().comment('Number of the version');
    table.text('fingerprint').notNullable().comment('Version of the projector with a hash of the rules');
    table.text('state').notNullable().comment('building, active or retired');
    table.timestamp('created_at', { useTz: true }).notNullable().defaultTo(knex.fn.now()).comment('When building began');
    table.timestamp('activated_at', { useTz: true }).comment('When it was switched to');
    table.timestamp('retired_at', { useTz: true }).comment('When another took its place; it is dropped a while later');
  });
  await knex.raw(`CREATE UNIQUE INDEX read_models_one_active ON read_models (state) WHERE state = 'active'`);

  await knex.schema.createTable('lanes', table => {
    table.comment('Locks of the projector: whoever holds the row of a lane works on its marks alone');
    table.integer('model').notNullable().comment(MODEL);
    table.text('scope').notNullable().comment('Stage of the projector');
    table.specificType('bucket', 'smallint').notNullable().comment('Bucket of keys');
    table.primary(['model', 'scope', 'bucket']);
  });
  await knex.schema.createTable('marks', table => {
    table.comment('What the projector has to do; rows are only added and deleted, so that intake never waits for it');
    table.specificType('seq', 'bigint GENERATED ALWAYS AS IDENTITY').primary().comment('Order of work');
    table.integer('model').notNullable().comment(MODEL);
    table.text('scope').notNullable().comment('Stage of the projector');
    table.specificType('bucket', 'smallint').notNullable().comment('Bucket of the key');
    table.text('key').notNullable().comment('What to do it to: a subject or a ref');
    table.jsonb('payload').comment('What the stage before knew; null when everything is to be read anew');
    table.timestamp('marked_at', { useTz: true }).notNullable().defaultTo(knex.fn.now()).comment('When it was marked');
    table.index(['model', 'scope', 'bucket', 'seq'], 'marks_by_lane');
  });
  // A queue: its dead rows are many beside its live ones, and the default waits for a share of the table.
  await knex.raw('ALTER TABLE marks SET (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)');

  await knex.schema.createTable('changes', table => {
    table.comment('What changed on the fleet, for the stream; pruned after a while');
    table
      .specificType('sequence', 'bigint GENERATED ALWAYS AS IDENTITY')
      .primary()
      .comment('Sequence of the read model, in the order of commits');
    table.text('kind').notNullable().comment('service, sources or reset');
    table.text('ref').comment('The row that changed');
    table.boolean('claimed').comment('With the next four: who may see that it changed');
    table.text('owner').comment('Owner of the row');
    table.text('system').comment('System of the row');
    table.specificType('tags', 'text[]').comment('Tags of the row');
    table.specificType('environments', 'text[]').comment('Environments of the row');
    table.timestamp('changed_at', { useTz: true }).notNullable().defaultTo(knex.fn.now()).comment('When');
    table.index(['changed_at'], 'changes_by_time');
  });

  for (const table of PROJECTED) {
    const columns = table.columns.map(([name, type]) => `${name} ${type}`).join(', ');
    await knex.raw(
      `CREATE TABLE ${table.name} (model integer NOT NULL, ${columns}, PRIMARY KEY (${table.key.join(', ')})) PARTITION BY LIST (model)`,
    );
    for (const [name, definition] of Object.entries(table.indexes)) {
      await knex.raw(`CREATE INDEX ${name} ON ${table.name} ${definition}`);
    }
    await comment(knex, `TABLE ${table.name}`, table.what);
    await comment(knex, `COLUMN ${table.name}.model`, MODEL);
    for (const [name, , text] of table.columns) {
      await comment(knex, `COLUMN ${table.name}.${name}`, text);
    }
  }

  // Searches read every row without it, which 10,000 rows bear; the extension is the administrator's to install.
  await knex.raw(`
    DO $$ BEGIN
      IF EXISTS (SELECT FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_trgm' AND n.nspname = 'public') THEN
        CREATE INDEX services_by_search ON services USING gin (search public.gin_trgm_ops);
      END IF;
    END $$`);
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [...PROJECTED].reverse()) {
    await knex.schema.dropTable(table.name);
  }
  await knex.schema.dropTable('changes');
  await knex.schema.dropTable('marks');
  await knex.schema.dropTable('lanes');
  await knex.schema.dropTable('read_models');
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} what
 * @param {string} text
 */
async function comment(knex, what, text) {
  await knex.raw(`COMMENT ON ${what} IS '${text.replaceAll("'", "''")}'`);
}
