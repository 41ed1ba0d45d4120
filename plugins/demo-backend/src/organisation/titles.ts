/** What changes are called; `{area}` stands for what the change is about. */
export const TITLES: readonly string[] = [
  'Cache {area} per session',
  'Retry {area} once on a timeout',
  'Log how long {area} takes',
  'Say why {area} was refused',
  'Cover {area} with a contract test',
  'Read {area} in pages of 200',
  'Drop the old way of {area}',
  'Give {area} a timeout of its own',
  'Show {area} in the language of the visitor',
  'Mend {area} on the last day of a month',
  'Count {area} in the metrics',
  'Move {area} out of the request',
  'Validate what {area} takes',
  'Sort {area} by last use',
  'Answer 409 where {area} collides',
  'Upgrade what {area} stands on',
  'Make {area} idempotent',
  'Raise the limit of {area}',
  'Trace {area} through the queue',
  'Name the parts of {area} as the glossary does',
  'Round in {area} by the currency',
  'Warn before {area} expires',
  'Keep {area} for 30 days',
  'Take {area} from the event, not from the database',
];

/** What changes of the database are called. */
export const MIGRATIONS: readonly string[] = ['Add an index for {area}', 'Add a column for {area}', 'Split the table of {area}'];

/** What configuration changes are called. */
export const CONFIGS: readonly string[] = [
  'Ask for more memory',
  'Raise the number of connections',
  'Lower the log level',
  'Give the probes more time',
];
