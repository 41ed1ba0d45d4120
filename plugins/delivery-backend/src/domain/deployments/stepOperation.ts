import { SourceRevision } from '@slipway/plugin-delivery-common';
import { endedAt, hasEnded, hasFailed, MergedOperation } from '../operations/operation';
import { instantOf } from '../instants';
import { imagesKey } from '../versions/parseImage';
import { knowsRevisions, sameRevisions } from '../versions/revisions';
import { failureOf } from '../words/failureOf';
import { kindOf, remember, revisionsKey } from './kindOf';
import { OpenDeployment, Progress } from './progress';

/** Takes the next operation into account; deployments that it closes go to `closed`. */
export function stepOperation(progress: Progress, operation: MergedOperation, closed: OpenDeployment[]): void {
  finishOperation(progress);
  progress.last = operation;
  delete progress.compared;
  const { facts } = operation;
  if (facts.dryRun) {
    return;
  }
  if (startsDeployment(progress, operation)) {
    if (progress.current) {
      closed.push(closeDeployment(progress.current, operation));
      rememberCurrent(progress, progress.current);
    }
    progress.current = openDeployment(progress, operation);
  } else if (progress.current && !facts.partial && facts.images?.length) {
    learnImages(progress, facts.images, 'deployment');
  }
}

/** Takes a newer look at the newest operation that says the same. */
export function refreshOperation(progress: Progress, operation: MergedOperation): void {
  progress.last = operation;
  if (progress.current?.id === operation.subject) {
    progress.current.source = operation.source;
    progress.current.seenAt = operation.seenAt;
  }
}

/** Takes the end of the newest operation into account, where it has ended; a second time changes nothing. */
export function finishOperation(progress: Progress): void {
  const { last, current } = progress;
  if (!last || last.facts.dryRun || !hasEnded(last.facts.phase)) {
    return;
  }
  const { facts } = last;
  const finishedAt = instantOf(endedAt(facts));
  const { overtaken } = progress.ended?.subject === last.subject ? progress.ended : {};
  progress.ended = {
    subject: last.subject,
    ...(overtaken ? { overtaken } : {}),
    phase: facts.phase as string,
    ...(facts.message === undefined ? {} : { message: facts.message }),
    finishedAt,
    revisionList: facts.revisionList,
    failedResources: facts.failedResources,
  };
  if (hasFailed(facts.phase)) {
    if (current && current.outcome === 'running') {
      current.outcome = 'failed';
      current.finishedAt = finishedAt;
      current.why = failureOf(facts);
    }
    return;
  }
  if (knowsRevisions(facts.revisionList)) {
    progress.synced = facts.revisionList;
  } else {
    progress.synced ??= [];
  }
  if (current) {
    current.succeeded = true;
    current.succeededAt = finishedAt;
  }
  if (!facts.partial) {
    const { images, revisionList } = facts;
    progress.deployed = { ...(images ? { images } : {}), revisionList, at: finishedAt };
    const key = images?.length ? `images ${imagesKey(images)}` : `revisions ${revisionsKey(revisionList)}`;
    if (progress.run?.key !== key) {
      progress.run = {
        key,
        since: finishedAt ?? instantOf(facts.startedAt),
      };
    }
  }
}

/** Images of the open deployment that were not known when it began. */
export function learnImages(progress: Progress, list: string[], basis: 'deployment' | 'argocd-list'): void {
  const { current } = progress;
  if (current && (!current.images || current.images.basis !== 'deployment')) {
    current.images = { list, basis };
    current.kind = kindOf(current, progress.previous, progress.succeeded);
  }
}

/** The open deployment as it stands when another follows it. */
function closeDeployment(deployment: OpenDeployment, next: MergedOperation): OpenDeployment {
  if (deployment.outcome !== 'running') {
    return deployment;
  }
  // Of what nobody watched it is not known whether it was healthy before the next one began.
  return deployment.watched
    ? {
        ...deployment,
        outcome: 'superseded',
        finishedAt: instantOf(next.facts.startedAt),
      }
    : { ...deployment, outcome: 'unknown' };
}

function startsDeployment({ current }: Progress, { facts }: MergedOperation): boolean {
  if (facts.selfHeal || !knowsRevisions(facts.revisionList)) {
    return false;
  }
  if (!current || !isContentOf(current, facts.revisionList)) {
    return true;
  }
  return (
    !facts.partial &&
    facts.images !== undefined &&
    current.images?.basis === 'deployment' &&
    imagesKey(facts.images) !== imagesKey(current.images.list)
  );
}

function isContentOf({ revisionList, sameAs }: OpenDeployment, asked: SourceRevision[]): boolean {
  return sameRevisions(revisionList, asked) || (sameAs !== undefined && sameRevisions(sameAs, asked));
}

function openDeployment({ current, previous, succeeded }: Progress, { subject, facts, source, seenAt }: MergedOperation): OpenDeployment {
  const content = {
    revisionList: facts.revisionList,
    ...(!facts.partial && facts.images?.length ? { images: { list: facts.images, basis: 'deployment' as const } } : {}),
  };
  const { username, automated } = facts.initiatedBy;
  return {
    ...content,
    id: subject,
    startedAt: instantOf(facts.startedAt) ?? facts.startedAt,
    kind: kindOf(content, previous, succeeded),
    inGit: !current || !isContentOf(current, facts.revisionList),
    initiatedBy: username || (automated ? 'Argo CD' : null),
    source,
    seenAt,
    outcome: 'running',
    finishedAt: null,
    recoveredAt: null,
    why: null,
    settled: false,
    watched: false,
    leftDegraded: false,
    succeeded: false,
    succeededAt: null,
  };
}

function rememberCurrent(progress: Progress, current: OpenDeployment): void {
  const { revisionList, images } = current;
  progress.previous = { revisionList, ...(images ? { images } : {}) };
  if (current.outcome === 'succeeded') {
    progress.succeeded = remember(progress.succeeded, current);
  }
}
