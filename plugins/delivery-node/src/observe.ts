import { AnyObservation, FactsByKind, ObservationKind, ObservationOrder, subjectOf } from '@slipway/plugin-delivery-common';
import { hashFacts } from './hashFacts';

/** What an observation of a state needs beside its facts. */
export interface ObserveOptions {
  source: string;
  order: ObservationOrder;
  /** ISO 8601, as the source says; absent where it does not say. */
  occurredAt?: string;
}

/**
 * An observation with an identity made of subject, order and content: the same state seen twice is a duplicate, and a source that looks
 * anew at the same place and reads more than before says something else.
 */
export function observe<K extends ObservationKind>(
  kind: K,
  facts: FactsByKind[K],
  { source, order, occurredAt }: ObserveOptions,
): AnyObservation {
  return {
    id: `${subjectOf(kind, facts)}@${order.epoch}.${order.position}/${hashFacts(facts).slice(0, 11)}`,
    source,
    kind,
    order,
    ...(occurredAt === undefined ? {} : { occurredAt }),
    facts,
  } as AnyObservation;
}
