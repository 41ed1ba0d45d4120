import { PushFacts } from '@slipway/plugin-delivery-common';
import { compareStrings } from '../compareObservations';

const USUAL = ['refs/heads/main', 'refs/heads/master'];

/** The full name of the branch on which changes land: what the host calls the default, else `main` or `master` where it is there. */
export function defaultBranchOf(pushes: readonly PushFacts[]): string | undefined {
  const named = [...pushes]
    .filter(push => push.defaultBranch !== undefined)
    .sort((a, b) => compareStrings(b.pushedAt ?? '', a.pushedAt ?? '') || compareStrings(a.ref, b.ref))[0]?.defaultBranch;
  const present = new Set(pushes.filter(push => push.after !== null).map(push => push.ref));
  return named === undefined ? USUAL.find(ref => present.has(ref)) : `refs/heads/${named}`;
}

/**
 * What a push proves to come before its newest commit: where nothing was forced, the commit that the ref named before, and the others
 * that the push brought. It stands in for the parents where nobody has told them.
 */
export function provenParents({ forced, before, after, commits }: PushFacts): string[] {
  return forced === false && before ? [before, ...commits.filter(commit => commit !== after && commit !== before)] : [];
}
