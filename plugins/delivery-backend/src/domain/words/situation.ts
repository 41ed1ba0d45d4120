import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { millisOf } from '../instants';
import { EndedOperation, Progress } from '../deployments/progress';
import { hasEnded, hasFailed, isRunning } from '../operations/operation';
import { knowsRevisions, sameRevisions } from '../versions/revisions';

/** What decides the word of one application, read once from its facts and its operations. */
export interface Situation {
  facts: ApplicationFacts;
  /** The newest ended non-dry operation, when it failed. */
  failure: EndedOperation | null;
  /** Conditions whose type ends in `Error`. */
  errors: ApplicationFacts['conditions'];
  /** Something was synced here at least once. */
  everSynced: boolean;
  running: boolean;
  /** A full sync ended, and the health is still the one from before it. */
  unrefreshed: boolean;
  /** Git asks for another revision than the one synced last. */
  gitAhead: boolean;
}

/** Reads the situation of an application from its present state and what its operations came to. */
export function situationOf(facts: ApplicationFacts, progress: Progress): Situation {
  const { operation } = facts;
  const ended = progress.ended ?? unnamedEnd(facts);
  const synced = progress.synced ?? [];
  return {
    facts,
    failure: ended && hasFailed(ended.phase) && !ended.overtaken ? ended : null,
    errors: facts.conditions.filter(item => item.type.endsWith('Error')),
    everSynced: wasSynced(facts, progress),
    running: isRunning(operation?.phase),
    unrefreshed: isUnrefreshed(facts, progress),
    gitAhead:
      knowsRevisions(facts.revisionList) && (knowsRevisions(synced) ? !sameRevisions(facts.revisionList, synced) : !isLastDeployed(facts)),
  };
}

function wasSynced({ operation, history, lastDeployedRevisions }: ApplicationFacts, { synced }: Progress): boolean {
  if (synced !== null || (operation?.phase === 'Succeeded' && !operation.dryRun)) {
    return true;
  }
  // The entry of a sync is written moments before its end: while one runs, the only entry may be its own.
  return isRunning(operation?.phase) ? history > 1 : history > 0 || lastDeployedRevisions.length > 0;
}

// Argo CD writes the end of a sync before it looks at the cluster again.
function isUnrefreshed({ healthSince }: ApplicationFacts, { deployed }: Progress): boolean {
  const since = millisOf(healthSince);
  const ended = millisOf(deployed?.at);
  return since !== undefined && ended !== undefined && since <= ended;
}

// An operation without `startedAt` has no identity and so no observation of its own; its end is known from the state alone.
function unnamedEnd({ operation }: ApplicationFacts): EndedOperation | null {
  if (!operation || operation.dryRun || !hasEnded(operation.phase)) {
    return null;
  }
  return {
    phase: operation.phase as string,
    ...(operation.message === undefined ? {} : { message: operation.message }),
    finishedAt: operation.finishedAt ?? null,
    revisionList: [],
    failedResources: [],
  };
}

function isLastDeployed(facts: ApplicationFacts): boolean {
  return facts.lastDeployedRevisions.join(' ') === facts.revisionList.map(item => item.revision).join(' ');
}
