import { countOf, hashFacts, itemsOf, Members, membersOf, textOf } from '@slipway/plugin-delivery-node';

/** What an operation is told by, apart from its application and its start. */
export interface OperationRequest {
  partial: boolean;
  dryRun: boolean;
  selfHeal: boolean;
  initiatedBy: { username?: string; automated: boolean };
  identity: string;
}

/** Reads `operationState.operation`. The revision is left out of the identity: a retry may change it. */
export function requestOf(operation: Members): OperationRequest {
  const sync = membersOf(operation.sync);
  const resources = itemsOf(sync.resources)
    .map(membersOf)
    .map(resource => ['group', 'kind', 'namespace', 'name'].map(key => textOf(resource[key]) ?? '').join('/'))
    .sort();
  const attempts = countOf(sync.autoHealAttemptsCount);
  const dryRun = sync.dryRun === true;
  const initiatedBy = initiatorOf(operation.initiatedBy);
  return {
    partial: resources.length > 0,
    dryRun,
    selfHeal: attempts > 0,
    initiatedBy,
    identity: identityOf({
      resources,
      attempts: resources.length > 0 ? attempts : 0,
      dryRun,
      initiatedBy,
    }),
  };
}

/**
 * The identity of a full, real sync that `initiatedBy` asked for: the one that a history entry stands for. It equals that of the
 * operation itself, because resources and attempts are empty there and it was no dry run.
 */
export function fullSyncIdentity(initiatedBy: OperationRequest['initiatedBy']): string {
  return identityOf({ resources: [], attempts: 0, dryRun: false, initiatedBy });
}

export function initiatorOf(value: unknown): OperationRequest['initiatedBy'] {
  const initiator = membersOf(value);
  const username = textOf(initiator.username);
  return {
    ...(username !== undefined && { username }),
    automated: initiator.automated === true,
  };
}

// 72 bits: it only has to tell the operations apart that one application begins within one second.
function identityOf(parts: {
  resources: string[];
  attempts: number;
  dryRun: boolean;
  initiatedBy: OperationRequest['initiatedBy'];
}): string {
  return hashFacts(parts).slice(0, 12);
}
