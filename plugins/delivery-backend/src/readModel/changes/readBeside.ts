import { ArtifactFacts, ChangeFacts, JobFacts, PullRequestFacts, RunFacts } from '@slipway/plugin-delivery-common';
import { DbCommitRow, DbFactsRow } from '../../database';
import { factKey } from '../../domain';
import { FactLookup } from './FactLookup';

/** What stands beside commits: pull requests, runs with their jobs, and images. */
export interface Beside {
  pullRequestOf(commit: DbCommitRow<ChangeFacts>): PullRequestFacts | undefined;
  runsOf(commit: DbCommitRow<ChangeFacts>): Array<DbFactsRow<RunFacts>>;
  jobsOf(run: RunFacts): JobFacts[];
  imagesOf(commit: DbCommitRow<ChangeFacts>): Array<DbFactsRow<ArtifactFacts>>;
}

/** The keys of what stands beside some commits. */
export function besideKeysOf(commits: Array<DbCommitRow<ChangeFacts>>): string[] {
  return commits.flatMap(({ repository, commit }) => [
    factKey.runOf(repository, commit),
    factKey.merged(repository, commit),
    factKey.builtFrom(commit),
  ]);
}

/** Reads what stands beside some commits. */
export async function readBeside(facts: FactLookup, commits: Array<DbCommitRow<ChangeFacts>>): Promise<Beside> {
  await facts.load(besideKeysOf(commits));
  const runsOf = ({ repository, commit }: DbCommitRow<ChangeFacts>) => facts.of<RunFacts>(factKey.runOf(repository, commit));
  const failed = commits.flatMap(runsOf).filter(run => run.facts.conclusion !== null && run.facts.conclusion !== 'success');
  await facts.load(failed.map(run => factKey.jobOf(run.facts.repository, run.facts.runId)));
  return {
    pullRequestOf: ({ repository, commit }) =>
      facts.of<PullRequestFacts>(factKey.merged(repository, commit)).find(row => row.facts.merged)?.facts,
    runsOf,
    jobsOf: ({ repository, runId, attempt }) =>
      facts
        .of<JobFacts>(factKey.jobOf(repository, runId))
        .map(row => row.facts)
        .filter(job => job.attempt === attempt),
    imagesOf: ({ commit }) => facts.of<ArtifactFacts>(factKey.builtFrom(commit)),
  };
}
