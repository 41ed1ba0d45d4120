import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { instantOf, latestOf, millisOf } from '../instants';
import { hasEnded, isRunning } from '../operations/operation';
import { imagesKey, namesEachOnce } from '../versions/parseImage';
import { knowsRevisions, sameRevisions } from '../versions/revisions';
import { whyDegraded } from '../words/whyDegraded';
import { revisionsKey } from './kindOf';
import { EndedOperation, OpenDeployment, Progress } from './progress';
import { finishOperation, learnImages } from './stepOperation';

/** What of an application's state tells how a deployment goes, with the instant that its source gave it. */
export interface SeenState {
  facts: Pick<ApplicationFacts, (typeof SEEN_FACTS)[number]>;
  occurredAt?: string;
}

/** The facts that a seen state keeps. */
export const SEEN_FACTS = [
  'gone',
  'operation',
  'operationPending',
  'deleting',
  'sync',
  'health',
  'healthSince',
  'healthMessage',
  'outdated',
  'failingResources',
  'revisionList',
  'images',
] as const;

/** Takes the next state of the newest operation into account. */
export function stepState(progress: Progress, state: SeenState): void {
  const { facts } = state;
  if (hasEnded(facts.operation?.phase)) {
    finishOperation(progress);
  }
  if (isRunning(facts.operation?.phase)) {
    progress.compared = revisionsKey(facts.revisionList);
  } else if (progress.ended && isOvertaken(facts, progress.ended, progress.compared)) {
    progress.ended.overtaken = true;
  }
  const { current } = progress;
  if (!current || facts.gone) {
    return;
  }
  if (current.settled) {
    if (facts.sync === 'Synced' && knowsRevisions(facts.revisionList)) {
      current.sameAs = facts.revisionList;
    }
    return;
  }
  const look = lookOf(facts);
  if (!current.succeeded) {
    current.watched = true;
    current.leftDegraded ||= facts.health !== 'Degraded';
    current.look = look;
    return;
  }
  if (facts.outdated) {
    current.watched = true;
    current.leftDegraded ||= facts.health !== 'Degraded';
    return;
  }
  const stale = current.look === look;
  if (!stale) {
    delete current.look;
  }
  if (facts.health === 'Healthy' && agrees(current, facts, stale)) {
    settle(progress, current, state);
    return;
  }
  if (current.outcome === 'running' && facts.health === 'Degraded') {
    degrade(current, state);
  }
  current.watched = true;
  current.leftDegraded ||= facts.health !== 'Degraded';
}

// A commit that takes a failed change back leaves nothing to sync: the cluster is as Git wants it, and the failure is history.
// What it was compared with already while the sync ran may be an old look.
function isOvertaken(facts: SeenState['facts'], { revisionList }: EndedOperation, compared: string | undefined): boolean {
  return (
    !facts.gone &&
    facts.sync === 'Synced' &&
    knowsRevisions(facts.revisionList) &&
    knowsRevisions(revisionList) &&
    !sameRevisions(facts.revisionList, revisionList) &&
    revisionsKey(facts.revisionList) !== compared
  );
}

// Argo CD writes the end of a sync before it looks at the cluster again, so the first look afterwards may still show what was before.
function lookOf(facts: SeenState['facts']): string {
  const { health, healthSince, sync, revisionList } = facts;
  return [health, healthSince, sync, revisionsKey(revisionList)].join('|');
}

/**
 * Synced with what was deployed. Where Git has moved on, or an older revision was synced on purpose, the comparison is with something
 * else and says nothing of this deployment: then its health decides, once Argo CD has looked again.
 */
function agrees({ revisionList }: OpenDeployment, facts: SeenState['facts'], stale: boolean): boolean {
  return sameRevisions(facts.revisionList, revisionList) || !knowsRevisions(facts.revisionList) ? facts.sync === 'Synced' : !stale;
}

function settle(progress: Progress, current: OpenDeployment, state: SeenState): void {
  const { facts } = state;
  const instant = settledAt(current, state);
  current.settled = true;
  if (facts.sync === 'Synced' && knowsRevisions(facts.revisionList)) {
    current.sameAs = facts.revisionList;
  }
  if (current.outcome === 'running') {
    current.outcome = 'succeeded';
    current.finishedAt = instant;
  } else {
    current.recoveredAt = instant;
  }
  if (isSteady(facts) && facts.images.length && namesEachOnce(facts.images)) {
    learnImages(progress, facts.images, 'argocd-list');
    const key = imagesKey(facts.images);
    if (progress.listedRun?.key !== key) {
      progress.listedRun = {
        key,
        since: current.succeededAt ?? instantOf(current.startedAt),
      };
    }
  }
}

// Health that began long after an operation nobody watched may be its second: then the end is not known.
function settledAt(current: OpenDeployment, { facts, occurredAt }: SeenState): string | null {
  const since = millisOf(facts.healthSince);
  const succeeded = millisOf(current.succeededAt);
  if (since === undefined || succeeded === undefined) {
    return instantOf(occurredAt);
  }
  if (since <= succeeded) {
    return instantOf(current.succeededAt);
  }
  return current.watched ? latestOf(facts.healthSince) : null;
}

function degrade(current: OpenDeployment, { facts, occurredAt }: SeenState): void {
  const since = millisOf(facts.healthSince);
  const began = millisOf(current.startedAt);
  const isNew = since === undefined || began === undefined ? current.leftDegraded : since >= began;
  if (!isNew) {
    return;
  }
  if (current.watched) {
    current.outcome = 'failed';
    current.finishedAt = instantOf(facts.healthSince ?? occurredAt);
  } else {
    // It may have been healthy before anyone looked.
    current.outcome = 'unknown';
  }
  current.why = whyDegraded(facts);
}

/** True when nothing moves, so that the list of images is the present one. */
export function isSteady(facts: Pick<ApplicationFacts, 'operation' | 'operationPending' | 'deleting' | 'health'>): boolean {
  return !facts.operationPending && !facts.deleting && !isRunning(facts.operation?.phase) && facts.health !== 'Progressing';
}
