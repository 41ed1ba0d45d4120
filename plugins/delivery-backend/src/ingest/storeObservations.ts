import { ObservationKind } from '@slipway/plugin-delivery-common';
import {
  countTies,
  holdModels,
  insertImageReferences,
  insertMarksInAllModels,
  insertObservations,
  InsertedObservation,
  insertRawEvents,
  insertSubjects,
  Mark,
  SCOPE_OF_KIND,
  tallySources,
  Transaction,
} from '../database';
import { imagesNamedBy } from '../domain';
import { PreparedObservation, RecordResult } from './Recorder';

/** Stores a batch in an open transaction: rows, raw payloads, marks and counts. */
export async function storeObservations(tx: Transaction, batch: PreparedObservation[]): Promise<RecordResult[]> {
  if (batch.length === 0) {
    return [];
  }
  const first = new Map<string, PreparedObservation>();
  for (const item of batch) {
    const identity = identityOf(item.row);
    if (!first.has(identity)) {
      first.set(identity, item);
    }
  }
  await holdModels(tx);
  const rows = [...first.values()].map(item => item.row);
  const inserted = await insertObservations(tx, rows);
  if (inserted.length === 0) {
    return batch.map(() => 'duplicate');
  }
  await insertSubjects(tx, inserted);
  const raws = inserted.map(row => first.get(identityOf(row))!).filter(item => item.raw !== undefined);
  if (raws.length > 0) {
    await insertRawEvents(
      tx,
      raws.map(({ row, raw }) => ({
        seen_at: row.seen_at,
        source: row.source,
        event_id: row.event_id,
        credential: row.credential,
        payload: raw,
      })),
    );
  }
  await insertMarksInAllModels(tx, marksFor(inserted));
  const named = inserted.flatMap(row => imagesNamedBy(row.kind as ObservationKind, first.get(identityOf(row))!.row.facts));
  await insertImageReferences(tx, named, rows[0].seen_at);
  const ties = await countTies(
    tx,
    inserted.map(row => row.seq),
  );
  const seenAt = rows.reduce((latest, row) => (row.seen_at > latest ? row.seen_at : latest), '');
  const counts = new Map<string, number>();
  for (const { source } of inserted) {
    counts.set(source, (counts.get(source) ?? 0) + 1);
  }
  await tallySources(
    tx,
    [...counts].map(([source, observations]) => ({
      source,
      observations,
      unused: 0,
      ties: ties.get(source) ?? 0,
      last_at: seenAt,
    })),
  );

  const accepted = new Set(inserted.map(identityOf));
  // The second copy within one batch finds the identity used up.
  return batch.map(item => (accepted.delete(identityOf(item.row)) ? 'accepted' : 'duplicate'));
}

function identityOf(row: { source: string; event_id: string }): string {
  return JSON.stringify([row.source, row.event_id]);
}

// One mark per projection that is touched, with the rows that touch it: a projector that is up to date reads only those.
function marksFor(inserted: InsertedObservation[]): Mark[] {
  const marks = new Map<string, { scope: Mark['scope']; key: string; payload: { seqs: string[] } }>();
  for (const { kind, about, seq } of inserted) {
    const scope = SCOPE_OF_KIND[kind as ObservationKind];
    if (!scope) {
      continue;
    }
    const mark = marks.get(about) ?? {
      scope,
      key: about,
      payload: { seqs: [] },
    };
    mark.payload.seqs.push(seq);
    marks.set(about, mark);
  }
  return [...marks.values()];
}
