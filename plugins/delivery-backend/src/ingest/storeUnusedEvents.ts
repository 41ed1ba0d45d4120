import { insertRawEvents, insertUnusedEvents, tallySources, Transaction } from '../database';
import { IncomingUnusedEvent, RecordResult } from './Recorder';

/** Stores events of types that the record does not use: their identities and counts for ever, their payloads for a while. */
export async function storeUnusedEvents(tx: Transaction, events: IncomingUnusedEvent[], seenAt: string): Promise<RecordResult[]> {
  if (events.length === 0) {
    return [];
  }
  const first = new Map<string, IncomingUnusedEvent>();
  for (const event of events) {
    const identity = JSON.stringify([event.source, event.id]);
    if (!first.has(identity)) {
      first.set(identity, event);
    }
  }
  const rows = [...first.values()].map(({ source, id, type }) => ({
    source,
    event_id: id,
    type,
    seen_at: seenAt,
  }));
  const inserted = await insertUnusedEvents(tx, rows);
  const accepted = new Set(inserted.map(row => JSON.stringify([row.source, row.event_id])));
  const taken = [...first].filter(([identity]) => accepted.has(identity)).map(([, event]) => event);
  if (taken.length > 0) {
    await insertRawEvents(
      tx,
      taken.map(({ source, id, credential, raw }) => ({
        seen_at: seenAt,
        source,
        event_id: id,
        credential,
        payload: raw ?? null,
      })),
    );
    const counts = new Map<string, number>();
    for (const { source } of taken) {
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    await tallySources(
      tx,
      [...counts].map(([source, unused]) => ({
        source,
        observations: 0,
        unused,
        ties: 0,
        last_at: seenAt,
      })),
    );
  }
  return events.map(event => (accepted.delete(JSON.stringify([event.source, event.id])) ? 'accepted' : 'duplicate'));
}
