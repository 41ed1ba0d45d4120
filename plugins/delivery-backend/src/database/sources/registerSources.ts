import { Transaction } from '../DeliveryDatabase';

/** Makes the configured sources known, and says of those that were configured once that they are not any more. */
export async function registerSources(tx: Transaction, sources: Array<{ name: string; heartbeat: boolean }>): Promise<void> {
  const sorted = [...sources].sort((a, b) => (a.name < b.name ? -1 : 1));
  const names = sorted.map(source => source.name);
  await tx.raw(
    `INSERT INTO sources (name, heartbeat, state)
     SELECT name, heartbeat, 'connecting' FROM unnest(?::text[], ?::boolean[]) AS configured(name, heartbeat)
     ON CONFLICT (name) DO UPDATE SET heartbeat = excluded.heartbeat,
       state = CASE WHEN sources.state IN ('posted', 'failed') THEN 'connecting' ELSE sources.state END,
       error = CASE WHEN sources.state IN ('posted', 'failed') THEN NULL ELSE sources.error END`,
    [names, sorted.map(source => source.heartbeat)],
  );
  await tx.raw(
    `UPDATE sources SET state = 'failed',
       error = 'No connection of this name is configured any more; what it saw last stays until another source says more'
     WHERE state NOT IN ('posted', 'failed') AND name <> ALL (?::text[])`,
    [names],
  );
}
