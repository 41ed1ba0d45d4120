import { InputError } from '@backstage/errors';
import { AnyObservation, OperationFacts, subjectOf } from '@slipway/plugin-delivery-common';
import { hashFacts } from '@slipway/plugin-delivery-node';
import { NewObservation } from '../database';

/** An observation with the name of the credential that brought it and, where there is one, the payload that it was read from. */
export interface IncomingObservation {
  observation: AnyObservation;
  credential: string;
  raw?: unknown;
}

/** An event of a type that the record does not use: kept raw for a while, counted for ever. */
export interface IncomingUnusedEvent {
  source: string;
  id: string;
  type: string;
  credential: string;
  raw: unknown;
}

export type RecordResult = 'accepted' | 'duplicate';

/** Stores what was seen and marks what it touches, in one transaction. Results stand in the order of the batch. */
export interface ObservationRecorder {
  recordObservations(batch: IncomingObservation[], options: { seenAt: string }): Promise<RecordResult[]>;
  recordUnused(events: IncomingUnusedEvent[], options: { seenAt: string }): Promise<RecordResult[]>;
  /** Tells the source of a name, wherever it runs, what to look at soon; it may be lost. */
  hint(source: string, hint: string): void;
}

/** A row that is ready to be stored. */
export interface PreparedObservation {
  row: NewObservation;
  raw?: unknown;
}

/** The longest source, id or subject: longer ones do not fit the indexes that tell duplicates. */
export const MAXIMUM_IDENTITY_LENGTH = 800;

/** Everything about an observation that can be worked out before the transaction opens. */
export function prepareObservation(incoming: IncomingObservation, seenAt: string): PreparedObservation {
  const { observation, credential, raw } = incoming;
  const { kind, facts, source, id } = observation;
  const subject = subjectOf(kind, facts);
  for (const [attribute, value] of Object.entries({ source, id, subject })) {
    if (value.length === 0 || value.length > MAXIMUM_IDENTITY_LENGTH) {
      throw new InputError(`The ${attribute} of an observation has ${value.length} characters; it needs 1 to ${MAXIMUM_IDENTITY_LENGTH}`);
    }
  }
  for (const [attribute, value] of Object.entries(observation.order)) {
    if (!/^\d{1,100}$/.test(value)) {
      throw new InputError(`The ${attribute} of an observation's order is '${value}'; it needs to be a decimal string`);
    }
  }
  return {
    row: {
      source,
      event_id: id,
      kind,
      subject,
      about: kind === 'operation' ? (facts as OperationFacts).application : subject,
      epoch: observation.order.epoch,
      position: observation.order.position,
      occurred_at: storableInstant(observation.occurredAt),
      seen_at: seenAt,
      credential,
      content_hash: hashFacts(facts),
      facts,
    },
    raw,
  };
}

// An instant that cannot be read is unknown, and the rest is kept.
function storableInstant(instant: string | undefined): string | null {
  const millis = Date.parse(instant ?? '');
  const iso = Number.isNaN(millis) ? '' : new Date(millis).toISOString();
  return /^\d{4}-/.test(iso) ? iso : null;
}
