import { ApplicationSource, OperationFacts } from '@slipway/plugin-delivery-common';
import { InstantReader, Members, countOf, membersOf, messageOf, textOf, textsOf } from '@slipway/plugin-delivery-node';
import { requestOf } from './operationIdentity';
import { appliedImagesOf, failedResourcesOf } from './resources';
import { DryCommits, revisionListOf, revisionsOf, sourcesOf } from './revisions';

/** What the operations of one application have in common. */
export interface OperationOwner {
  application: string;
  instance: string;
  uid: string;
  sources: ApplicationSource[];
  dryCommits: DryCommits;
}

const ENDED = new Set(['Succeeded', 'Failed', 'Error']);

export function isEnded(phase: string | null): boolean {
  return phase !== null && ENDED.has(phase);
}

/** The operation that `status.operationState` shows; none where its start, and with it its identity, is unknown. */
export function stateOperationOf(status: Members, owner: OperationOwner, instants: InstantReader): OperationFacts | undefined {
  const state = membersOf(status.operationState);
  const startedAt = instants.read(state.startedAt, 'operationState.startedAt');
  if (startedAt === undefined) {
    return undefined;
  }
  const operation = membersOf(state.operation);
  const result = membersOf(state.syncResult);
  const phase = textOf(state.phase) ?? null;
  const ended = isEnded(phase);
  const { identity, partial, dryRun, selfHeal, initiatedBy } = requestOf(operation);
  const finishedAt = instants.read(state.finishedAt, 'operationState.finishedAt');
  const message = messageOf(state.message);
  const images =
    phase === 'Succeeded' && !partial && !dryRun && appliesEverything(operation) ? appliedImagesOf(result.resources) : undefined;
  return {
    application: owner.application,
    instance: owner.instance,
    uid: owner.uid,
    startedAt,
    identity,
    // While it runs, a finish is the end of one attempt, and the message moves with every resource: neither is the operation's own.
    ...(ended && finishedAt !== undefined && { finishedAt }),
    phase,
    ...(ended && message !== undefined && { message }),
    partial,
    dryRun,
    retryCount: countOf(state.retryCount),
    selfHeal,
    initiatedBy,
    revisionList: stateRevisions(result, operation, owner),
    ...(images !== undefined && { images }),
    via: 'operationState',
    failedResources: ended ? failedResourcesOf(result.resources) : [],
  };
}

function stateRevisions(result: Members, operation: Members, owner: OperationOwner) {
  const sync = membersOf(operation.sync);
  const synced = revisionsOf(result);
  const sources = [sourcesOf(result), sourcesOf(sync), owner.sources].find(({ length }) => length > 0);
  return revisionListOf(synced.length > 0 ? synced : revisionsOf(sync), sources ?? [], owner.dryCommits);
}

// With this option only what differed is applied and listed, so the images of the rest are missing from the result.
function appliesEverything(operation: Members): boolean {
  return !textsOf(membersOf(operation.sync).syncOptions).includes('ApplyOutOfSyncOnly=true');
}
