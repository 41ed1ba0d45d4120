// @ts-check

const MODEL = 'Version of the read model that the row belongs to';

/** As in the first read model: a list of columns per projected table, each partitioned by model. */
const PROJECTED = [
  {
    name: 'latest_facts',
    what: 'What is known of each push, pull request, run, job, release, report, tag, artifact and workload',
    key: ['model', 'subject'],
    columns: [
      ['subject', 'text NOT NULL', 'The subject'],
      ['kind', 'text NOT NULL', 'Kind of its observations'],
      ['source', 'text NOT NULL', 'Who said so last'],
      ['seen_at', 'timestamptz NOT NULL', 'When that reached the record'],
      ['facts', 'jsonb NOT NULL', 'The facts'],
    ],
    indexes: {},
  },
  {
    name: 'fact_keys',
    what: 'Under which keys such facts are found, e.g. the commit that a run ran for',
    key: ['model', 'key', 'subject'],
    columns: [
      ['key', 'text COLLATE "C" NOT NULL', 'The key, e.g. run-of:<repository>@<commit>'],
      ['subject', 'text NOT NULL', 'Subject of the facts'],
    ],
    indexes: { fact_keys_by_subject: 'USING btree (subject)' },
  },
  {
    name: 'repositories',
    what: 'How far the history of each source repository is laid out',
    key: ['model', 'repository'],
    columns: [
      ['repository', 'text NOT NULL', 'host/path'],
      ['branch', 'text NOT NULL', 'Full name of the default branch'],
      ['head', 'text NOT NULL', 'Its newest commit that is laid out'],
    ],
    indexes: {},
  },
  {
    name: 'commits',
    what: 'The commit graph, with the place of each commit on the default branch',
    key: ['model', 'repository', 'commit'],
    columns: [
      ['repository', 'text NOT NULL', 'host/path'],
      ['commit', 'text COLLATE "C" NOT NULL', 'The full commit id'],
      ['parents', 'text[]', 'Its parents, the first one first; null while they are not known'],
      ['implied_parents', 'text[]', 'What a push that was not forced proves to come before it'],
      ['paths', 'text[]', 'The paths that it touches; null while they are not known'],
      ['patch_id', 'text', 'Equal for commits that make the same change'],
      ['source', 'text NOT NULL', 'Who said so last'],
      ['seen_at', 'timestamptz NOT NULL', 'When that reached the record'],
      ['facts', 'jsonb NOT NULL', 'Everything that is known of it'],
      ['position', 'bigint', 'Its place on the line of first parents of the default branch; only greater and less mean something'],
      ['landed', 'bigint', 'The place of the first commit on that line that has it as an ancestor, or is it'],
    ],
    indexes: {
      commits_by_position: 'USING btree (repository, position) WHERE position IS NOT NULL',
      commits_by_id: 'USING btree (commit)',
      commits_by_patch: 'USING btree (patch_id) WHERE patch_id IS NOT NULL',
    },
  },
  {
    name: 'commit_links',
    what: 'Which commits name another one',
    key: ['model', 'repository', 'target', 'kind', 'commit'],
    columns: [
      ['repository', 'text NOT NULL', 'host/path'],
      ['target', 'text COLLATE "C" NOT NULL', 'The commit that is named'],
      ['kind', 'text NOT NULL', 'parent, reverts or picks'],
      ['commit', 'text COLLATE "C" NOT NULL', 'The commit that names it'],
    ],
    indexes: { commit_links_by_commit: 'USING btree (repository, commit)' },
  },
  {
    name: 'service_repositories',
    what: 'Where the source of each service stands',
    key: ['model', 'ref', 'repository'],
    columns: [
      ['ref', 'text NOT NULL', 'Entity ref'],
      ['repository', 'text NOT NULL', 'host/path'],
      ['paths', 'text[] NOT NULL', 'The paths that are its own; none where all are'],
    ],
    indexes: { service_repositories_by_repository: 'USING btree (repository)' },
  },
  {
    name: 'application_images',
    what: 'Which images each application runs or ran, by what finds them',
    key: ['model', 'application', 'image'],
    columns: [
      ['application', 'text NOT NULL', 'Subject of the application'],
      ['image', 'text NOT NULL', 'Digest, else repository:tag'],
    ],
    indexes: { application_images_by_image: 'USING btree (image)' },
  },
];

/** @param {import('knex').Knex} knex */
exports.up = async function up(knex) {
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
};

/** @param {import('knex').Knex} knex */
exports.down = async function down(knex) {
  for (const table of [...PROJECTED].reverse()) {
    await knex.schema.dropTable(table.name);
  }
};

/**
 * @param {import('knex').Knex} knex
 * @param {string} what
 * @param {string} text
 */
async function comment(knex, what, text) {
  await knex.raw(`COMMENT ON ${what} IS '${text.replaceAll("'", "''")}'`);
}
