import { Transaction } from '../DeliveryDatabase';

export interface RawEvent {
  seen_at: string;
  source: string;
  event_id: string;
  credential: string;
  payload: unknown;
}

/** Keeps payloads as they came; the month of `seen_at` must have its partition. */
export async function insertRawEvents(tx: Transaction, events: RawEvent[]): Promise<void> {
  await tx.raw(
    `INSERT INTO raw_events (seen_at, source, event_id, credential, payload)
     SELECT seen_at, source, event_id, credential, payload
     FROM unnest(?::timestamptz[], ?::text[], ?::text[], ?::text[], ?::json[])
       AS incoming(seen_at, source, event_id, credential, payload)
     ON CONFLICT DO NOTHING`,
    [
      events.map(event => event.seen_at),
      events.map(event => event.source),
      events.map(event => event.event_id),
      events.map(event => event.credential),
      events.map(event => JSON.stringify(event.payload)),
    ],
  );
}
