import { ApplicationFacts } from '@slipway/plugin-delivery-common';
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
  /** Git asks for another revision than the one synced last. */
  gitAhead: boolean;
}

/** Reads the situation of an application from its present state and what its operations came to. */
export function situationOf(
  facts: ApplicationFacts,
  progress: Progress,
): Situation {
  const { operation } = facts;
  const ended = progress.ended ?? unnamedEnd(facts);
  const synced = progress.synced ?? [];
  const isOver =
    progress.last !== null &&
    progress.last.subject === operation?.subject &&
    hasEnded(progress.last.facts.phase);
  return {
    facts,
    failure: ended && hasFailed(ended.phase) ? ended : null,
    errors: facts.conditions.filter(item => item.type.endsWith('Error')),
    everSynced:
      progress.synced !== null ||
      facts.history > 0 ||
      facts.lastDeployedRevisions.length > 0 ||
      (operation?.phase === 'Succeeded' && !operation.dryRun),
    running: isRunning(operation?.phase) && !isOver,
    gitAhead:
      knowsRevisions(facts.revisionList) &&
      (knowsRevisions(synced)
        ? !sameRevisions(facts.revisionList, synced)
        : !isLastDeployed(facts)),
  };
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
    failedResources: [],
  };
}

function isLastDeployed(facts: ApplicationFacts): boolean {
  return (
    facts.lastDeployedRevisions.join(' ') ===
    facts.revisionList.map(item => item.revision).join(' ')
  );
}
