import { Change, Deployment } from '@slipway/plugin-delivery-common';
import { personName, shortCommit, shortDigest } from '../words/commits';
import { formatDuration } from '../words/durations';
import { lookOfOutcome, StateLook } from '../words/states';
import { formatVersion } from '../words/versions';
import { runName, verdictOf } from './buildStep';
import { carriesImage } from './deploymentsOf';
import { imageName } from './imageStep';

/** One thing that happened to a change. */
export interface ChangeEvent {
  key: string;
  /** ISO 8601. */
  at: string;
  look: StateLook;
  title: string;
  detail?: string;
  /** Who says so, or where to look. */
  source: { text: string; url?: string };
}

const ink = (shape: StateLook['shape']): StateLook => ({ shape, role: 'neutral' });

const lengthOf = (from: string | null | undefined, until: string | null | undefined) =>
  from && until ? ` in ${formatDuration(Date.parse(until) - Date.parse(from))}` : '';

function buildEvents(change: Change): ChangeEvent[] {
  const looks = {
    failed: { look: { shape: 'failed', role: 'negative' }, word: 'failed' },
    waits: { look: { shape: 'waiting', role: 'warning' }, word: 'waits' },
    moving: { look: { shape: 'building', role: 'announcement' }, word: 'began' },
    cancelled: { look: { shape: 'removing', role: 'neutral' }, word: 'was cancelled' },
    passed: { look: { shape: 'healthy', role: 'positive' }, word: 'passed' },
    skipped: { look: { shape: 'absent', role: 'neutral' }, word: 'was skipped' },
  } as const;
  return change.builds.flatMap((build, index): ChangeEvent[] => {
    const { look, word } = looks[verdictOf(build)];
    const at = build.finishedAt ?? build.startedAt;
    const title = `Build ${word}${lengthOf(build.startedAt, build.finishedAt)}`;
    const detail = build.failedSteps.join(', ') || build.workflow || undefined;
    return at
      ? [{ key: `build ${index}`, at, look, title, detail, source: { text: runName(build, false), url: build.url ?? undefined } }]
      : [];
  });
}

function imageEvents(change: Change): ChangeEvent[] {
  const words = { label: 'its revision label', provenance: 'its provenance', run: 'the CI run that pushed it' };
  return change.images.flatMap((image): ChangeEvent[] =>
    image.builtAt
      ? [
          {
            key: `image ${image.digest}`,
            at: image.builtAt,
            look: ink('image'),
            title: `Image ${imageName(image)} built`,
            detail: `Linked to this commit by ${words[image.by]}, ${shortDigest(image.digest)}`,
            source: { text: image.source },
          },
        ]
      : [],
  );
}

function deploymentEvents(deployments: readonly Deployment[]): ChangeEvent[] {
  const words: Record<Deployment['outcome'], (place: string) => string> = {
    running: place => `Deployment to ${place} began`,
    succeeded: place => `Healthy in ${place}`,
    failed: place => `Failed in ${place}`,
    superseded: place => `Deployment to ${place} was replaced by a later one`,
    unknown: place => `Deployed to ${place}, how it ended is unknown`,
  };
  return deployments.map(deployment => {
    const { outcome, startedAt, finishedAt, revisions = [] } = deployment;
    const by = deployment.initiatedBy ? `by ${deployment.initiatedBy}` : undefined;
    const revision = revisions[0] ? `revision ${shortCommit(revisions[0])}` : undefined;
    // An environment may have several clusters, each with a deployment of its own.
    const beside = deployments.some(other => other.environment === deployment.environment && other.cluster !== deployment.cluster);
    const place = `${deployment.environment ?? 'no environment'}${beside && deployment.cluster ? ` on ${deployment.cluster}` : ''}`;
    return {
      key: `deployment ${deployment.id}`,
      at: finishedAt ?? startedAt,
      look: outcome === 'running' ? ink('deployment') : lookOfOutcome(outcome),
      title: `${words[outcome](place)}${outcome === 'succeeded' ? lengthOf(startedAt, finishedAt) : ''}`,
      detail:
        [deployment.why, [formatVersion(deployment.version), by, revision].filter(Boolean).join(', ')].filter(Boolean).join(' · ') ||
        undefined,
      source: { text: deployment.source ?? '' },
    };
  });
}

/** What happened to a change, oldest first, as far as the record has it. */
export function eventsOf(change: Change, deployments: readonly Deployment[]): ChangeEvent[] {
  const { pullRequest } = change;
  const committed: ChangeEvent[] = change.committedAt
    ? [
        {
          key: 'commit',
          at: change.committedAt,
          look: ink('commit'),
          title: `Committed${personName(change.author) ? ` by ${personName(change.author)}` : ''}`,
          source: { text: change.source },
        },
      ]
    : [];
  const merger = personName(pullRequest?.mergedBy);
  const merged: ChangeEvent[] = pullRequest?.mergedAt
    ? [
        {
          key: 'merge',
          at: pullRequest.mergedAt,
          look: ink('commit'),
          title: `Pull request ${pullRequest.number} merged${merger ? ` by ${merger}` : ''}`,
          detail: pullRequest.title ?? undefined,
          source: { text: `Pull request ${pullRequest.number}`, url: pullRequest.url ?? undefined },
        },
      ]
    : [];
  const own = deployments.filter(deployment => carriesImage(deployment.version, change));
  return [...committed, ...merged, ...buildEvents(change), ...imageEvents(change), ...deploymentEvents(own)].sort(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
}
