import { ApplicationCondition, ApplicationOperation, OperationFacts, subjectOf } from '@slipway/plugin-delivery-common';
import { InstantReader, Members, countOf, isMembers, itemsOf, membersOf, messageOf, textOf } from '@slipway/plugin-delivery-node';
import { requestOf } from './operationIdentity';
import { isEnded } from './operations';

/** The last operation as the application shows it, `finishedAt` of a mere attempt included. */
export function operationOf(status: Members, current: OperationFacts | undefined, instants: InstantReader): ApplicationOperation | null {
  if (!isMembers(status.operationState)) {
    return null;
  }
  const state = status.operationState;
  const { partial, dryRun, selfHeal } = requestOf(membersOf(state.operation));
  const finishedAt = instants.read(state.finishedAt, 'operationState.finishedAt');
  const message = messageOf(state.message);
  return {
    phase: textOf(state.phase) ?? null,
    ...(current !== undefined && { startedAt: current.startedAt }),
    ...(finishedAt !== undefined && { finishedAt }),
    ...(message !== undefined && { message }),
    partial,
    dryRun,
    retryCount: countOf(state.retryCount),
    selfHeal,
    ...(current !== undefined && { subject: subjectOf('operation', current) }),
  };
}

// Argo CD sets the last transition of a condition anew at every reconciliation when two of one type stand side by side: noise, left out.
export function conditionsOf(status: Members, instants: InstantReader): ApplicationCondition[] {
  const conditions = itemsOf(status.conditions).map(membersOf);
  return conditions.flatMap((condition, index) => {
    const type = textOf(condition.type);
    if (type === undefined) {
      return [];
    }
    const alone = conditions.filter(other => other.type === condition.type).length === 1;
    const message = messageOf(condition.message);
    const lastTransitionTime = alone ? instants.read(condition.lastTransitionTime, `conditions[${index}].lastTransitionTime`) : undefined;
    return [
      {
        type,
        ...(message !== undefined && { message }),
        ...(lastTransitionTime !== undefined && { lastTransitionTime }),
      },
    ];
  });
}

export function isRunning(status: Members): boolean {
  return isMembers(status.operationState) && !isEnded(textOf(status.operationState.phase) ?? null);
}

/** True when Argo CD compared the cluster with Git before the last sync ended and not since: it writes that end first, and looks again a moment later. */
export function isOutdated(status: Members): boolean {
  const { phase, finishedAt, operation } = membersOf(status.operationState);
  const compared = Date.parse(textOf(status.reconciledAt) ?? '');
  const ended = Date.parse(textOf(finishedAt) ?? '');
  return phase === 'Succeeded' && !requestOf(membersOf(operation)).dryRun && compared < ended;
}
