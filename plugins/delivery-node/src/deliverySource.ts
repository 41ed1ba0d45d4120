import { AnyObservation, ObservationKind, ObservationOrder } from '@slipway/plugin-delivery-common';
import { WantedOfGit } from './git/wantedOfGit';
import { NamedImage, NamedImages } from './namedImages';

/** What a source last recorded of one of its subjects. */
export interface RecordedState {
  subject: string;
  order: ObservationOrder;
  /** As `hashFacts` gives it for the recorded facts. */
  contentHash: string;
  facts: unknown;
}

/** A gap that a source knows of: from when to when it did not see. */
export interface UnseenSpan {
  /** ISO 8601; absent when nothing was seen before. */
  from?: string;
  until: string;
  reason: string;
}

/** How a source is doing, for the Sources page. Never an observation. */
export interface SourceReport {
  state: 'connecting' | 'live' | 'retrying' | 'failed';
  /** Why it is not live, in words that name the next step. */
  error?: string;
  /** Whole upstream requests made since the process started. */
  upstreamRequests: number;
}

/** What a source hands over at once. */
export interface RecordBatch {
  observations: AnyObservation[];
  /** The payloads that observations were read from, by the observation's id. */
  raw?: Array<{ id: string; payload: unknown }>;
  cursor?: string;
  /** Images that a registry has answered for: they are not `unread` any more. */
  read?: NamedImage[];
}

/** Outcome of one hand-over. */
export interface RecordOutcome {
  accepted: number;
  duplicates: number;
}

/**
 * What a running source may do. It is given to the one replica that holds the source's lease; once that is lost every call
 * rejects with a `ConflictError` and `signal` is aborted.
 */
export interface SourceConnection {
  /** Aborted when the lease is lost or the process stops. */
  readonly signal: AbortSignal;
  /** Opens a new epoch, greater than any before it, and answers it as a decimal string. */
  openEpoch(): Promise<string>;
  /** Stores a batch in one transaction. Rejects with nothing stored when the database is away. */
  record(batch: RecordBatch): Promise<RecordOutcome>;
  /** The newest recorded state of every subject of a kind that this source recorded. */
  recordedStates(kind: ObservationKind): Promise<RecordedState[]>;
  /** The cursor that was stored last, if any. */
  cursor(): Promise<string | undefined>;
  /**
   * Calls back with the hints that the receiver of this source's webhooks gave, on whichever replica it received them. Hints are told a
   * moment after their observations are stored; one may be lost, so a source that needs them looks by itself from time to time.
   */
  onHint(listener: (hint: string) => void): void;
  /** The images that the record names, for sources that read registries. */
  readonly images: NamedImages;
  /** What the record wants to know of Git hosts, for sources that read one. */
  readonly git: WantedOfGit;
  /** Says that upstream was heard: an event, a bookmark or a completed list. Cheap; written at most every few seconds. */
  heard(): void;
  /** Says how the source is doing. */
  report(report: SourceReport): void;
  /** Keeps a span in which nothing was seen. */
  unseen(span: UnseenSpan): Promise<void>;
  /** Keeps the outcome of a full comparison with upstream: in how many items the record differed before it was mended. */
  audited(audit: { compared: number; different: number }): Promise<void>;
}

/** One connection to an outside system that records what it sees. */
export interface DeliverySource {
  /** Unique, stable and without spaces, e.g. `argocd/main`; observations carry it as their source. */
  readonly name: string;
  /** True for a source whose silence means that its values may be old (a watch); false for one that only pushes. */
  readonly heartbeat: boolean;
  /** Runs until `connection.signal` is aborted. A rejection is shown on the Sources page and tried again with back-off. */
  run(connection: SourceConnection): Promise<void>;
}
