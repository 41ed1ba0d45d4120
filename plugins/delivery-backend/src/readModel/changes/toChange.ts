import { ArtifactFacts, Change, ChangeFacts, JobFacts, PullRequestFacts, RunFacts } from '@slipway/plugin-delivery-common';
import { DbCommitRow, DbFactsRow } from '../../database';
import {
  arrivalIn,
  changeInEnvironment,
  changeInTarget,
  coAuthorsOf,
  decidingDeployment,
  DeploymentContent,
  History,
  isSameRepository,
  TargetContent,
} from '../../domain';
import { Beside } from './readBeside';

export interface ChangeParts {
  beside: Beside;
  environments: Array<{
    environment: string | null;
    targets: Array<{ application: string; cluster: string; content: TargetContent; deployments: DeploymentContent[] }>;
  }>;
  history: History;
  pickedAs: string[];
  touchesKnown: boolean;
  /** The pull request that it was merged with, where it was not merged as it is. */
  mergedWith?: PullRequestFacts;
}

/** A commit with everything that is known around it, as the API answers it. */
export function toChange(row: DbCommitRow<ChangeFacts>, parts: ChangeParts): Change {
  const { beside, environments, history, pickedAs, touchesKnown } = parts;
  const { facts } = row;
  const pullRequest = beside.pullRequestOf(row) ?? parts.mergedWith;
  return {
    repository: row.repository,
    commit: row.commit,
    title: facts.title ?? null,
    author: facts.author ?? null,
    coAuthors: coAuthorsOf(facts.message),
    committedAt: facts.committedAt ?? null,
    touchesKnown,
    pullRequest: pullRequest
      ? {
          number: pullRequest.number,
          title: pullRequest.title ?? null,
          mergedAt: pullRequest.mergedAt,
          mergedBy: pullRequest.mergedBy ?? null,
          url: pullRequest.url ?? null,
        }
      : null,
    builds: beside.runsOf(row).map(run => toBuild(run, beside.jobsOf(run.facts))),
    images: beside
      .imagesOf(row)
      .filter(({ facts: image }) => image.sourceRepository === undefined || isSameRepository(image.sourceRepository, row.repository))
      .map(toImage),
    revertedBy: history.revertedBy.map(item => item.commit),
    pickedAs,
    environments: environments.map(({ environment, targets }) => {
      const own = targets.map(({ content, deployments, ...target }) => ({
        ...target,
        ...arrivalIn(row, changeInTarget(row, content, history), deployments, history),
      }));
      const whole = changeInEnvironment(own.map(({ state, why }) => ({ state, why })));
      return { environment, ...whole, deployment: decidingDeployment(whole.state, own), targets: own };
    }),
    source: row.source,
    seenAt: row.seen_at.toISOString(),
  };
}

function toBuild({ facts, source, seen_at }: DbFactsRow<RunFacts>, jobs: JobFacts[]): Change['builds'][number] {
  const failed = jobs.filter(job => job.conclusion === 'failure');
  return {
    workflow: facts.workflow,
    ...(facts.number === undefined ? {} : { number: facts.number }),
    attempt: facts.attempt,
    status: facts.status,
    conclusion: facts.conclusion,
    startedAt: facts.startedAt ?? null,
    // A host says when it last changed, and a run that is over changes no more.
    finishedAt: facts.conclusion === null ? null : (facts.updatedAt ?? null),
    failedSteps: failed.flatMap(job => (job.failedSteps?.length ? job.failedSteps.map(step => `${job.name}: ${step}`) : [job.name])),
    url: facts.url ?? null,
    source,
    seenAt: seen_at.toISOString(),
  };
}

function toImage({ facts, source, seen_at }: DbFactsRow<ArtifactFacts>): Change['images'][number] {
  return {
    repository: facts.repository ?? null,
    digest: facts.digest,
    tags: facts.tags ?? [],
    version: facts.labels?.['org.opencontainers.image.version'] ?? null,
    builtAt: facts.builtAt ?? null,
    by: facts.commitFrom ?? 'run',
    ...(facts.gone ? { gone: true } : {}),
    source,
    seenAt: seen_at.toISOString(),
  };
}
