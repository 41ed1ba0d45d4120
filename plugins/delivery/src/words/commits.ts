import { Change } from '@slipway/plugin-delivery-common';

type Person = NonNullable<Change['author']>;

const COMMIT = /^[0-9a-f]{7,40}$/i;

/** The seven characters by which people know a commit. */
export function shortCommit(commit: string): string {
  return commit.slice(0, 7);
}

/** A digest as first 6 … last 4, with its algorithm: `sha256:a41f09…c7d2`. */
export function shortDigest(digest: string): string {
  const [algorithm, hash] = digest.includes(':') ? digest.split(':') : ['', digest];
  const short = hash.length > 12 ? `${hash.slice(0, 6)}…${hash.slice(-4)}` : hash;
  return algorithm ? `${algorithm}:${short}` : short;
}

/** The commit that somebody pasted, whole or from seven characters on; undefined for anything else. */
export function pastedCommit(text: string): string | undefined {
  const trimmed = text.trim();
  return COMMIT.test(trimmed) ? trimmed.toLowerCase() : undefined;
}

/** A person by the best name that is known; undefined where none is. */
export function personName(person: Person | null | undefined): string | undefined {
  return person?.name || person?.username || person?.email || undefined;
}

/** What a change is called: its title, else its commit. */
export function changeTitle(change: Pick<Change, 'title' | 'commit'>): string {
  return change.title || shortCommit(change.commit);
}

/** A repository without its host: `acme/cart`. */
export function shortRepository(repository: string): string {
  return repository.split('/').slice(1).join('/') || repository;
}
