import { SourceRevision } from '@slipway/plugin-delivery-common';
import { StoredObservation } from '../model';
import { MergedOperation } from './operation';

/** Operations that application states speak of and no observation of their own describes, from the newest state that does. */
export function impliedOperations(states: readonly StoredObservation<'application'>[], known: ReadonlySet<string>): MergedOperation[] {
  const bySubject = new Map<string, MergedOperation>();
  for (const state of states) {
    const operation = impliedBy(state);
    if (operation && !known.has(operation.subject)) {
      bySubject.set(operation.subject, operation);
    }
  }
  return [...bySubject.values()];
}

function impliedBy(state: StoredObservation<'application'>): MergedOperation | undefined {
  const { facts, subject: application, order, contentHash, source, seenAt } = state;
  const { operation } = facts;
  if (!operation?.subject || !operation.startedAt) {
    return undefined;
  }
  const { subject, startedAt, ...seen } = operation;
  return {
    subject,
    order,
    contentHash,
    source,
    seenAt,
    implicit: true,
    facts: {
      ...seen,
      application,
      instance: facts.instance,
      uid: facts.uid,
      startedAt,
      identity: subject.slice(subject.lastIndexOf('/') + 1),
      initiatedBy: { automated: operation.selfHeal },
      revisionList: namedRevisions(facts.operationRevisions, facts.sources),
      via: 'operationState',
      failedResources: [],
    },
  };
}

/** Revisions with the sources that stand at the same place. */
export function namedRevisions(
  revisions: readonly string[],
  sources: ReadonlyArray<{ repoURL: string; chart?: string }>,
): SourceRevision[] {
  return revisions.map((revision, index) => ({
    source: sources[index]?.repoURL ?? '',
    revision,
    kind: sources[index]?.chart ? 'chart' : 'git',
  }));
}
