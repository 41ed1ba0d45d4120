/** Folder of a *-backend package -> the folders that it may import. */
const flow = {
  domain: [],
  database: ['domain'],
  ingest: ['domain', 'database'],
  readModel: ['domain', 'database'],
  commands: ['domain', 'database', 'readModel'],
  api: ['domain', 'ingest', 'readModel', 'commands'],
};
/** Plugin -> the plugins whose -common, -node and -react packages it may import. */
const below = {
  delivery: [],
  reliability: ['delivery'],
  scorecards: ['delivery', 'reliability'],
  insights: ['delivery', 'reliability', 'scorecards'],
  access: ['delivery', 'reliability', 'scorecards', 'insights'],
};
const ids = Object.keys(below).join('|');
const rule = (name, from, to) => ({ name, severity: 'error', from, to });
const source = path => ({ path, pathNot: '\\.test\\.tsx?$|/__testUtils__/' });
const pureLibraries = 'diff|yaml|luxon|@types/luxon|lodash|@types/lodash|@backstage/errors|cron-parser|@marcbachmann/cel-js';

module.exports = {
  forbidden: [
    rule('no-circular', {}, { circular: true }),
    ...Object.entries(flow).map(([folder, may]) =>
      rule(`flow-${folder}`, source(`^plugins/([a-z]+)-backend/src/${folder}/`), {
        path: '^plugins/$1-backend/src/',
        pathNot: `/src/(${[folder, ...may].join('|')})/`,
      }),
    ),
    rule('domain-is-pure', source('^plugins/[a-z]+-backend/src/domain/'), {
      pathNot: `^plugins/[a-z]+-(backend/src/domain|common)/|node_modules/(${pureLibraries})/`,
    }),
    rule(
      'sql-lives-in-database',
      { path: '^plugins/', pathNot: '/database/|/plugin\\.ts$|/module\\.ts$|\\.test\\.ts$|/__testUtils__/' },
      { path: 'node_modules/knex' },
    ),
    ...Object.entries(below).map(([id, may]) =>
      rule(
        `below-${id}`,
        { path: `^plugins/${id}(-|/)` },
        {
          path: `^plugins/(${ids})(-|/)`,
          pathNot: `^plugins/(${id}(-|/)|(${may.join('|') || '-'})-(common|node|react)/)`,
        },
      ),
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/(dist|dist-types|node_modules/.*/node_modules)/' },
  },
};
