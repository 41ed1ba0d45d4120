const ID = '[0-9a-f]{7,64}';

/** The commits that a message says it takes back, as `git revert` writes it. */
export function revertsOf(message: string | undefined): string[] {
  return idsOf(message, new RegExp(`^This reverts commit (${ID})`, 'gim'));
}

/** The commits that a message says it was picked from, as `git cherry-pick -x` writes it. */
export function picksOf(message: string | undefined): string[] {
  return idsOf(message, new RegExp(`^\\(cherry picked from commit (${ID})\\)`, 'gim'));
}

function idsOf(message: string | undefined, pattern: RegExp): string[] {
  return [...new Set([...(message ?? '').matchAll(pattern)].map(match => match[1].toLowerCase()))];
}
