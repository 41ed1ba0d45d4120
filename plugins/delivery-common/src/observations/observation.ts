import { FactsByKind, ObservationKind } from './facts';
import { ObservationOrder } from './order';

/**
 * One thing that was seen, as a source hands it in. The same `source` and `id`, or the same subject and order with equal facts, is a duplicate.
 */
export interface Observation<K extends ObservationKind = ObservationKind> {
  /** The source's own identity of this observation; unique within `source` for ever. */
  id: string;
  /** Who says so: a URI reference, e.g. `argocd/main`. */
  source: string;
  kind: K;
  /** Position within the subject; a state always has one. */
  order: ObservationOrder;
  /** When it happened, ISO 8601 UTC, as the source says; absent where the source does not say. */
  occurredAt?: string;
  facts: FactsByKind[K];
}

/** An observation of any kind, told apart by `kind`. */
export type AnyObservation = { [K in ObservationKind]: Observation<K> }[ObservationKind];
