import { ApplicationFacts, Observation, ObservationOrder, OperationFacts, subjectOf } from '@slipway/plugin-delivery-common';
import { hashFacts } from '@slipway/plugin-delivery-node';
import { isEnded } from '../reduce/operations';
import { operationOrderOf } from '../reduce/operationOrder';

/** The name of an instance's source, which its observations carry. */
export function sourceNameOf(instance: string): string {
  return `argocd/${instance}`;
}

export function observeApplication(
  facts: ApplicationFacts,
  order: ObservationOrder,
  occurredAt: string | undefined,
): Observation<'application'> {
  const subject = subjectOf('application', facts);
  return {
    id: idOf(subject, order, hashFacts(facts)),
    source: sourceNameOf(facts.instance),
    kind: 'application',
    order,
    ...(occurredAt !== undefined && { occurredAt }),
    facts,
  };
}

export function observeOperation(facts: OperationFacts): Observation<'operation'> {
  const order = operationOrderOf(facts);
  const occurredAt = isEnded(facts.phase) ? facts.finishedAt : facts.startedAt;
  return {
    id: idOf(subjectOf('operation', facts), order, hashFacts(facts)),
    source: sourceNameOf(facts.instance),
    kind: 'operation',
    order,
    ...(occurredAt !== undefined && { occurredAt }),
    facts,
  };
}

// The content is part of it: a source that looks anew at the same place and reads more than before says something else.
function idOf(subject: string, order: ObservationOrder, hash: string): string {
  return `${subject}@${order.epoch}.${order.position}/${hash.slice(0, 11)}`;
}
