/** What changes are called; `{area}` stands for what the change is about. */
export const TITLES: readonly string[] = [
  'Cache the {area}',
  'Fix a race in the {area}',
  'Handle an empty answer in the {area}',
  'Cover the {area} with a contract test',
  'Log what the {area} waits for',
  'Remove dead code from the {area}',
  'Measure the {area}',
  'Give the {area} a timeout of its own',
  'Retry the {area} once',
  'Update the dependencies of the {area}',
  'Simplify the {area}',
  'Name the errors of the {area}',
  'Trace the {area} through the queue',
  'Test the {area} with two regions',
  'Read the {area} in pages',
  'Keep the {area} working while its database is away',
  'Put the {area} behind a flag',
  'Validate what the {area} takes',
  'Speed up the {area}',
  'Say in the log why the {area} refused',
];

/** What changes of the database are called. */
export const MIGRATIONS: readonly string[] = [
  'Add an index for the {area}',
  'Add a column for the {area}',
  'Split the table of the {area}',
];

/** What configuration changes are called. */
export const CONFIGS: readonly string[] = [
  'Ask for more memory',
  'Raise the number of connections',
  'Lower the log level',
  'Give the probes more time',
];
