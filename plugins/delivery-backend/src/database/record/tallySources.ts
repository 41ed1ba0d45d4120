import { Transaction } from '../DeliveryDatabase';

const SLOTS = 16;

export interface SourceTally {
  source: string;
  observations: number;
  unused: number;
  ties: number;
  last_at: string;
}

/**
 * Adds to the counts of sources, and makes a source known by its first event. Runs last in its transaction: the rows stay
 * locked until the commit, and each connection has its own slot so that others seldom wait.
 */
export async function tallySources(tx: Transaction, tallies: SourceTally[]): Promise<void> {
  const sorted = [...tallies].sort((a, b) => (a.source < b.source ? -1 : 1));
  const names = sorted.map(tally => tally.source);
  await tx.raw(
    `INSERT INTO sources (name) SELECT name FROM unnest(?::text[]) AS incoming(name)
     WHERE NOT EXISTS (SELECT FROM sources known WHERE known.name = incoming.name)
     ON CONFLICT DO NOTHING`,
    [names],
  );
  await tx.raw(
    `INSERT INTO source_tallies (source, slot, observations, unused, ties, last_at)
     SELECT source, pg_backend_pid() % ${SLOTS}, observations, unused, ties, last_at
     FROM unnest(?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::timestamptz[])
       AS incoming(source, observations, unused, ties, last_at)
     ON CONFLICT (source, slot) DO UPDATE SET
       observations = source_tallies.observations + excluded.observations,
       unused = source_tallies.unused + excluded.unused,
       ties = source_tallies.ties + excluded.ties,
       last_at = greatest(source_tallies.last_at, excluded.last_at)`,
    [
      names,
      sorted.map(tally => tally.observations),
      sorted.map(tally => tally.unused),
      sorted.map(tally => tally.ties),
      sorted.map(tally => tally.last_at),
    ],
  );
}
