import { eventTypeOf, FactsByKind, ObservationKind, ObservationOrder, subjectOf } from '@slipway/plugin-delivery-common';
import { iso } from '../history/calendar';

/** Who tells of the demo: each stands for what the source of a real installation would say. */
export const SOURCES = {
  git: 'git/demo',
  ci: 'ci/demo-ci',
  registry: 'registry/demo',
  argocd: 'argocd/demo',
  kubernetes: 'kubernetes/demo',
};

/** Something that is told at an instant; its facts are made when they are asked for. */
export interface Told<K extends ObservationKind = ObservationKind> {
  at: number;
  kind: K;
  source: string;
  order: ObservationOrder;
  facts(): FactsByKind[K];
}

/** A CloudEvent as the intake takes it. */
export interface DemoEvent {
  specversion: '1.0';
  id: string;
  source: string;
  type: string;
  time: string;
  data: { order: ObservationOrder; facts: unknown };
}

/** The position of what has no history. */
export const ONCE: ObservationOrder = { epoch: '0', position: '0' };

/** A position by the instant. */
export const atInstant = (at: number): ObservationOrder => ({ epoch: '1', position: String(at) });

/** The event that tells it. Its id follows from what it is about and its order alone, so that telling it again changes nothing. */
export function eventOf({ at, kind, source, order, facts }: Told): DemoEvent {
  const told = facts();
  return {
    specversion: '1.0',
    id: `${subjectOf(kind, told)}@${order.epoch}.${order.position}`,
    source,
    type: eventTypeOf(kind),
    time: iso(at),
    data: { order, facts: told },
  };
}
