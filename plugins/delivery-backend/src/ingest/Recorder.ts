import { AnyObservation } from '@slipway/plugin-delivery-common';

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
}
