import { Comparison, NamedPerson, Stage } from '@slipway/plugin-delivery-common';
import { personName, shortDigest } from '../words/commits';

const MOST_TOLD = 500;

/** A number with its noun: `1 commit`, `4 commits`; as many as are told at most mean that or more. */
function countCommits(commits: readonly unknown[]): string {
  const count = commits.length.toLocaleString('en');
  return `${commits.length >= MOST_TOLD ? 'at least ' : ''}${count} ${commits.length === 1 ? 'commit' : 'commits'}`;
}

/** Who wrote the commits; undefined where the author of one is unknown, because a count would then be too low. */
function authorWords({ commits, authors }: Comparison): string | undefined {
  if (commits.some(commit => !commit.author) || authors.length === 0) {
    return undefined;
  }
  const people = authors.filter(author => !author.bot);
  if (people.length === 0) {
    return authors.length === 1 ? '1 bot' : `${authors.length} bots`;
  }
  return people.length === 1 ? (personName(people[0]) ?? '1 person') : `${people.length} people`;
}

function sentenceOf(comparison: Comparison, stages: readonly Stage[]): string {
  const { from, to, commits, undone } = comparison;
  const taken = undone.length > 0 ? countCommits(undone) : undefined;
  if (commits.length > 0) {
    const by = authorWords(comparison);
    const go = `${countCommits(commits)}${by ? ` by ${by}` : ''} would go from ${from} to ${to}`;
    return taken ? `${go}, and ${taken} would be taken away` : go;
  }
  if (taken) {
    return `${to} has ${taken} that ${from} has not`;
  }
  const [ours, theirs] = [from, to].map(name => stages.find(stage => stage.environment === name)?.commit);
  return ours && ours === theirs ? `${from} and ${to} run the same commit` : `No commit of this service lies between ${from} and ${to}`;
}

/** What would go from one environment to another, in a sentence without its full stop. */
export function comparisonTitle(comparison: Comparison, stages: readonly Stage[] = []): string {
  const { from, to, why } = comparison;
  if (why !== null) {
    return `It is not known which commits would go from ${from} to ${to}`;
  }
  const sentence = sentenceOf(comparison, stages);
  return sentence.startsWith('at ') ? `A${sentence.slice(1)}` : sentence;
}

/** An image by its tag and its digest, shortened. */
export function imageWords(image: string): string {
  const [named, digest] = image.split('@', 2);
  const colon = named.lastIndexOf(':');
  const tag = colon > named.lastIndexOf('/') ? named.slice(colon + 1) : '';
  return [tag, digest && shortDigest(digest)].filter(Boolean).join(' ') || 'no tag';
}

/** What would happen to an image: both sides where it changes, else that it is new or goes. */
export function imageChange({ from, to }: Comparison['images'][number]): string {
  if (from !== null && to !== null) {
    return `${imageWords(to)} becomes ${imageWords(from)}`;
  }
  return from === null ? `${imageWords(to ?? '')}, would be taken away` : `${imageWords(from)}, would be new`;
}

/** What a list of migrations warns of. */
export function migrationWarning(migrations: readonly string[]): string {
  return migrations.length === 1 ? '1 file changes a database' : `${migrations.length.toLocaleString('en')} files change a database`;
}

/** A person by the best name that is known, and what tells a program from a person. */
export function authorName(person: NamedPerson): string {
  return `${personName(person) ?? 'name unknown'}${person.bot ? ', bot' : ''}`;
}
