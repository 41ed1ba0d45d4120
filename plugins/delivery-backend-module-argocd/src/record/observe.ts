import { AnyObservation, ApplicationFacts, ObservationOrder, OperationFacts } from '@slipway/plugin-delivery-common';
import { observe } from '@slipway/plugin-delivery-node';
import { isEnded } from '../reduce/operations';
import { operationOrderOf } from '../reduce/operationOrder';

/** The name of an instance's source, which its observations carry. */
export function sourceNameOf(instance: string): string {
  return `argocd/${instance}`;
}

export function observeApplication(facts: ApplicationFacts, order: ObservationOrder, occurredAt: string | undefined): AnyObservation {
  return observe('application', facts, { source: sourceNameOf(facts.instance), order, occurredAt });
}

export function observeOperation(facts: OperationFacts): AnyObservation {
  const occurredAt = isEnded(facts.phase) ? facts.finishedAt : facts.startedAt;
  return observe('operation', facts, { source: sourceNameOf(facts.instance), order: operationOrderOf(facts), occurredAt });
}
