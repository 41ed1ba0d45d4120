import { Person } from '@slipway/plugin-delivery-common';

const ID = '[0-9a-f]{7,64}';

/** The commits that a message says it takes back, as `git revert` writes it. */
export function revertsOf(message: string | undefined): string[] {
  return idsOf(message, new RegExp(`^This reverts commit (${ID})`, 'gim'));
}

/** The commits that a message says it was picked from, as `git cherry-pick -x` writes it. */
export function picksOf(message: string | undefined): string[] {
  return idsOf(message, new RegExp(`^\\(cherry picked from commit (${ID})\\)`, 'gim'));
}

/** Who else wrote it: the `Co-authored-by` trailers, each person once. */
export function coAuthorsOf(message: string | undefined): Person[] {
  const people = [...(message ?? '').matchAll(/^Co-authored-by:[ \t]*([^<\n]*?)[ \t]*<([^>\s]+)>[ \t]*$/gim)].map(([, name, email]) => ({
    ...(name === '' ? {} : { name }),
    email,
  }));
  return [...new Map(people.map(person => [person.email.toLowerCase(), person])).values()];
}

function idsOf(message: string | undefined, pattern: RegExp): string[] {
  return [...new Set([...(message ?? '').matchAll(pattern)].map(match => match[1].toLowerCase()))];
}
