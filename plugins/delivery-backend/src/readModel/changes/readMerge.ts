import { ChangeFacts, PullRequestFacts } from '@slipway/plugin-delivery-common';
import { DbCommitRow, selectCommits, selectCommitsNaming, selectFactsByKey, Transaction } from '../../database';
import { CommitPlace, factKey } from '../../domain';

/** A branch of a pull request is not followed further than so many generations. */
const MOST_GENERATIONS = 200;

/** The commits that bring the same change as a commit beside the line: what its pull request was merged as. */
export async function readMerge(
  tx: Transaction,
  model: number,
  { repository, commit, landed }: DbCommitRow<ChangeFacts>,
): Promise<{ pullRequest: PullRequestFacts; merge: CommitPlace } | undefined> {
  // What landed as it is needs no other name.
  if (landed !== null) {
    return undefined;
  }
  const seen = new Set([commit]);
  for (let generation = [commit], step = 0; generation.length > 0 && step < MOST_GENERATIONS; step++) {
    const proposed = await selectFactsByKey<PullRequestFacts>(
      tx,
      model,
      generation.map(id => factKey.proposed(repository, id)),
    );
    const merged = proposed.map(row => row.facts).find(pull => pull.merged && pull.mergeCommit !== null);
    if (merged) {
      const [merge] = await selectCommits(tx, model, [{ repository, commit: merged.mergeCommit! }]);
      return merge && { pullRequest: merged, merge };
    }
    const children = await selectCommitsNaming(tx, model, { repository, kinds: ['parent'], targets: generation });
    generation = children.map(child => child.commit).filter(id => !seen.has(id));
    generation.forEach(id => seen.add(id));
  }
  return undefined;
}
