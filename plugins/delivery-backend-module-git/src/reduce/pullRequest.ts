import { InputError } from '@backstage/errors';
import { AnyObservation, PullRequestFacts } from '@slipway/plugin-delivery-common';
import { countOf, Members, membersOf, observe, textOf } from '@slipway/plugin-delivery-node';
import { DeliveryContext, accountOf, commitOf, instantOf, memberOf, placeOf, repositoryOf, wantCommit } from './members';

// Of one second: it is opened before anything else, and closed last.
const RANK: Record<string, string> = { opened: '1', reopened: '2', closed: '9' };

/** A pull request, however it came to look like this. */
export function readPullRequest(payload: Members, { source, host, isListed }: DeliveryContext): AnyObservation[] {
  const pull = memberOf(payload, 'pull_request');
  const number = countOf(pull.number ?? payload.number);
  if (number === 0) {
    throw new InputError("'pull_request.number' is no number of a pull request");
  }
  const base = membersOf(pull.base);
  const head = memberOf(pull, 'head');
  const merged = pull.merged === true;
  const updatedAt = instantOf(pull.updated_at);
  const facts: PullRequestFacts = {
    repository: repositoryOf(payload, host),
    number,
    title: textOf(pull.title),
    state: pull.state === 'closed' ? 'closed' : 'open',
    draft: pull.draft === true,
    merged,
    head: wantCommit(head.sha, 'pull_request.head.sha'),
    headBranch: textOf(head.ref),
    // A list names the commit that the base is at now, and not the one that it was at.
    ...(!isListed && { base: commitOf(base.sha) }),
    baseBranch: textOf(base.ref),
    // While it is open the host names a commit that only tries whether it could be merged.
    mergeCommit: (merged ? commitOf(pull.merge_commit_sha) : undefined) ?? null,
    mergedAt: (merged ? instantOf(pull.merged_at) : undefined) ?? null,
    mergedBy: merged ? accountOf(pull.merged_by) : undefined,
    author: accountOf(pull.user),
    updatedAt,
    url: textOf(pull.html_url),
  };
  const order = { epoch: placeOf(updatedAt), position: RANK[textOf(payload.action) ?? ''] ?? '5' };
  return [observe('pull-request', facts, { source, order, occurredAt: updatedAt })];
}
