import { Transaction } from '../DeliveryDatabase';

export interface UnusedEvent {
  source: string;
  event_id: string;
  type: string;
  seen_at: string;
}

/** Keeps the identities of events that the record does not use and answers those that are new. */
export async function insertUnusedEvents(tx: Transaction, events: UnusedEvent[]): Promise<Array<{ source: string; event_id: string }>> {
  const result = await tx.raw<{
    rows: Array<{ source: string; event_id: string }>;
  }>(
    `INSERT INTO unused_events (source, event_id, type, seen_at)
     SELECT incoming.source, incoming.event_id, incoming.type, incoming.seen_at
     FROM unnest(?::text[], ?::text[], ?::text[], ?::timestamptz[]) AS incoming(source, event_id, type, seen_at)
     WHERE NOT EXISTS (
       SELECT FROM observations used WHERE used.source = incoming.source AND used.event_id = incoming.event_id)
     ORDER BY incoming.source, incoming.event_id
     ON CONFLICT DO NOTHING
     RETURNING source, event_id`,
    [
      events.map(event => event.source),
      events.map(event => event.event_id),
      events.map(event => event.type),
      events.map(event => event.seen_at),
    ],
  );
  return result.rows;
}
