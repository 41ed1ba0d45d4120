import {
  ApplicationFacts,
  applicationSubject,
  EntityFacts,
  OperationFacts,
  SourceRevision,
  subjectOf,
} from '@slipway/plugin-delivery-common';
import { hashFacts } from '@slipway/plugin-delivery-node';
import { applicationFacts } from '../../__testUtils__/facts';
import { StoredObservation } from '../model';

const GITOPS = 'https://git.example.com/acme/gitops.git';

/** Minute `m` of the morning that tables play on. */
export function minute(m: number): string {
  return `2026-03-09T09:${String(m).padStart(2, '0')}:00Z`;
}

/** A list of one Git revision. */
export function revisions(revision: string): SourceRevision[] {
  return [{ source: GITOPS, revision, kind: 'git' }];
}

/** An operation of `uid-1` on instance `main` that began at a minute; it has succeeded half a minute later unless told otherwise. */
export function operationFacts(begin: number, revision: string, facts: Partial<OperationFacts> = {}): OperationFacts {
  return {
    application: applicationSubject('main', 'uid-1'),
    instance: 'main',
    uid: 'uid-1',
    startedAt: minute(begin),
    identity: 'full',
    finishedAt: minute(begin).replace(':00Z', ':30Z'),
    phase: 'Succeeded',
    partial: false,
    dryRun: false,
    retryCount: 0,
    selfHeal: false,
    initiatedBy: { username: 'maria', automated: false },
    revisionList: revisions(revision),
    via: 'operationState',
    failedResources: [],
    ...facts,
  };
}

/** A state of `uid-1` at a position, during or after an operation. */
export function stateFacts(operation: OperationFacts | null, facts: Partial<ApplicationFacts> = {}): ApplicationFacts {
  return applicationFacts({
    images: [],
    revisionList: operation?.revisionList ?? [],
    operation: operation && {
      phase: operation.phase,
      startedAt: operation.startedAt,
      ...(operation.phase === 'Running' ? {} : { finishedAt: operation.finishedAt }),
      message: operation.message,
      partial: operation.partial,
      dryRun: operation.dryRun,
      retryCount: operation.retryCount,
      selfHeal: operation.selfHeal,
      subject: subjectOf('operation', operation),
    },
    ...facts,
  });
}

/** A story of states and operations, oldest first, as the record holds it. */
export function story(...told: Array<ApplicationFacts | OperationFacts>): StoredObservation[] {
  return told.map((facts, index) => {
    const seenAt = `2026-03-10T00:00:${String(index).padStart(2, '0')}Z`;
    const common = { source: 'argocd/main', credential: 'argocd/main', seenAt, contentHash: hashFacts(facts) };
    return 'identity' in facts
      ? { ...common, kind: 'operation', subject: subjectOf('operation', facts), order: orderOf(facts), facts }
      : { ...common, kind: 'application', subject: subjectOf('application', facts), order: { epoch: '1', position: String(index) }, facts };
  });
}

/** What the catalog says of an entity, as the record holds it. */
export function entityStory(...told: EntityFacts[]): StoredObservation[] {
  return told.map((facts, index) => ({
    kind: 'entity',
    subject: subjectOf('entity', facts),
    source: 'catalog',
    credential: 'catalog',
    order: { epoch: '1', position: String(index) },
    seenAt: `2026-03-10T00:00:${String(index).padStart(2, '0')}Z`,
    contentHash: hashFacts(facts),
    facts,
  }));
}

function orderOf({ retryCount, phase, via }: OperationFacts) {
  if (via === 'history') {
    return { epoch: String(2 ** 31 - 1), position: '4' };
  }
  return { epoch: String(retryCount), position: phase === 'Running' ? '1' : '3' };
}
