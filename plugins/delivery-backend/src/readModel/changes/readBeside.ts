import { ArtifactFacts, ChangeFacts, JobFacts, PullRequestFacts, RunFacts } from '@slipway/plugin-delivery-common';
import { groupBy } from 'lodash';
import { DbCommitRow, DbFactsRow, selectFactsByKey, Transaction } from '../../database';
import { factKey } from '../../domain';

/** What stands beside commits: pull requests, runs with their jobs, and images. */
export interface Beside {
  pullRequestOf(commit: DbCommitRow<ChangeFacts>): PullRequestFacts | undefined;
  runsOf(commit: DbCommitRow<ChangeFacts>): Array<DbFactsRow<RunFacts>>;
  jobsOf(run: RunFacts): JobFacts[];
  imagesOf(commit: DbCommitRow<ChangeFacts>): Array<DbFactsRow<ArtifactFacts>>;
}

/** Reads what stands beside some commits, in two statements. */
export async function readBeside(tx: Transaction, model: number, commits: Array<DbCommitRow<ChangeFacts>>): Promise<Beside> {
  const keys = commits.flatMap(({ repository, commit }) => [
    factKey.runOf(repository, commit),
    factKey.merged(repository, commit),
    factKey.builtFrom(commit),
  ]);
  const byKey = groupBy(await selectFactsByKey<unknown>(tx, model, keys), 'key');
  const rowsOf = <Facts>(key: string) => (byKey[key] ?? []) as Array<DbFactsRow<Facts>>;
  const runs = commits.flatMap(({ repository, commit }) => rowsOf<RunFacts>(factKey.runOf(repository, commit)));
  const failed = runs.filter(run => run.facts.conclusion !== null && run.facts.conclusion !== 'success');
  const jobs = groupBy(
    await selectFactsByKey<JobFacts>(
      tx,
      model,
      failed.map(({ facts }) => factKey.jobOf(facts.repository, facts.runId)),
    ),
    'key',
  );
  return {
    pullRequestOf: ({ repository, commit }) =>
      rowsOf<PullRequestFacts>(factKey.merged(repository, commit)).find(row => row.facts.merged)?.facts,
    runsOf: ({ repository, commit }) => rowsOf<RunFacts>(factKey.runOf(repository, commit)),
    jobsOf: ({ repository, runId, attempt }) =>
      (jobs[factKey.jobOf(repository, runId)] ?? []).map(row => row.facts).filter(job => job.attempt === attempt),
    imagesOf: ({ commit }) => rowsOf<ArtifactFacts>(factKey.builtFrom(commit)),
  };
}
