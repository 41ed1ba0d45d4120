import { Change, ChangeFacts, PushFacts } from '@slipway/plugin-delivery-common';
import { DbCommitRow, selectFactsByKey, selectLine, selectPushOf, selectRepository, Transaction } from '../../database';
import { factKey } from '../../domain';

/** So far down a commit's own line is looked for where it left the branch. */
const FARTHEST = 1000;

/**
 * Whether the default branch had a commit and was rewritten without it. Nothing is said where the history between is not known whole:
 * then the branch may have it still.
 */
export async function readRewrite(tx: Transaction, model: number, row: DbCommitRow<ChangeFacts>): Promise<Change['rewritten']> {
  const { repository, commit, landed } = row;
  const laidOut = landed === null ? await selectRepository(tx, model, repository) : undefined;
  if (laidOut === undefined) {
    return undefined;
  }
  const { branch } = laidOut;
  const refs = await selectFactsByKey<PushFacts>(tx, model, [factKey.refsOf(repository)]);
  const isCurrent = refs.some(({ facts }) => facts.ref === branch && facts.after === laidOut.head);
  const line = isCurrent ? await selectLine(tx, model, { repository, head: commit, limit: FARTHEST }) : [];
  const last = line[line.length - 1];
  // Down to where it left the line, or to a root of its own.
  const isWhole = last !== undefined && (last.position !== null || (last.known && last.parent === null));
  const push = isWhole ? await selectPushOf(tx, { repository, branch, commit }) : undefined;
  return push && { branch: branch.replace(/^refs\/heads\//, ''), hadAt: push.pushed_at ?? push.seen_at.toISOString() };
}
