import { ArtifactFacts, ChangeFacts, FactsByKind, ObservationKind, PushFacts, TagFacts } from '@slipway/plugin-delivery-common';
import { compareObservations, sortDistinct } from '../compareObservations';
import { StoredObservation } from '../model';

/** What a tag names, with everything that it was ever seen to name. */
export type KnownTag = TagFacts & { digests: string[] };

/** What is known of one subject, made of all that was seen of it. */
export interface PresentFacts<Facts> {
  facts: Facts;
  source: string;
  seenAt: string;
}

/**
 * The present of one subject. A commit and an image never change: what several saw of them is put together, the greater order first.
 * Of everything else the newest state counts.
 */
export function presentFacts<K extends ObservationKind>(
  kind: K,
  observations: ReadonlyArray<StoredObservation<K>>,
): PresentFacts<FactsByKind[K] | KnownTag> | undefined {
  const sorted = sortDistinct([...observations]);
  const newest = sorted[sorted.length - 1];
  if (!newest) {
    return undefined;
  }
  return { facts: factsOf(kind, sorted, newest), source: newest.source, seenAt: newest.seenAt };
}

function factsOf<K extends ObservationKind>(
  kind: K,
  sorted: ReadonlyArray<StoredObservation<K>>,
  newest: StoredObservation<K>,
): FactsByKind[K] | KnownTag {
  switch (kind) {
    case 'change':
      return merged(sorted as ReadonlyArray<StoredObservation<'change'>>) as ChangeFacts as FactsByKind[K];
    case 'artifact':
      return artifactOf(sorted as ReadonlyArray<StoredObservation<'artifact'>>) as FactsByKind[K];
    case 'tag':
      return tagOf(sorted as ReadonlyArray<StoredObservation<'tag'>>);
    case 'push':
      return lastPush(sorted as ReadonlyArray<StoredObservation<'push'>>) as FactsByKind[K];
    default:
      return newest.facts;
  }
}

function merged<Facts extends object>(sorted: ReadonlyArray<{ facts: Facts }>): Facts {
  return Object.assign({}, ...sorted.map(item => withoutAbsent(item.facts)));
}

function withoutAbsent<Facts extends object>(facts: Facts): Partial<Facts> {
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as Partial<Facts>;
}

// Whether it is still there is a state of its registry; an older "gone" does not outlive a newer sight.
function artifactOf(sorted: ReadonlyArray<StoredObservation<'artifact'>>): ArtifactFacts {
  const { gone, ...facts } = merged(sorted);
  const { gone: isGone } = sorted[sorted.length - 1].facts;
  const tags = [...new Set(sorted.flatMap(item => item.facts.tags ?? []))].sort();
  return { ...facts, ...(tags.length > 0 ? { tags } : {}), ...(isGone ? { gone: true } : {}) };
}

// A Git host that tells of a package does not know its digest: what the tag named before may be over, and is not known to be.
function tagOf(sorted: ReadonlyArray<StoredObservation<'tag'>>): KnownTag {
  const looked = sorted.filter(item => item.facts.digest !== undefined);
  const { digest, ...facts } = sorted[sorted.length - 1].facts;
  const last = looked[looked.length - 1]?.facts.digest;
  return {
    ...facts,
    ...(last === undefined ? {} : { digest: last }),
    digests: [...new Set(looked.flatMap(item => item.facts.digest ?? []))].sort(),
  };
}

// Two pushes of one second have one order: then the one that begins where the other ended is the later.
function lastPush(sorted: ReadonlyArray<StoredObservation<'push'>>): PushFacts {
  const newest = sorted[sorted.length - 1];
  const tied = sorted.filter(item => item.order.epoch === newest.order.epoch && item.order.position === newest.order.position);
  const ends = tied.filter(
    item => !tied.some(other => other !== item && other.facts.before !== undefined && other.facts.before === item.facts.after),
  );
  const last = (ends.length > 0 ? ends : tied).sort(compareObservations);
  const defaultBranch = [...sorted].reverse().find(item => item.facts.defaultBranch !== undefined)?.facts.defaultBranch;
  const { facts } = last[last.length - 1];
  return { ...toldOf(sorted, facts), ...(defaultBranch === undefined ? {} : { defaultBranch }) };
}

// Who reads the ref sees where it is; a webhook that told of the same move says who moved it and how, too.
function toldOf(sorted: ReadonlyArray<StoredObservation<'push'>>, facts: PushFacts): PushFacts {
  const moves = [...sorted].reverse();
  const until = moves.findIndex(item => item.facts.after !== facts.after);
  const told = moves
    .slice(0, until < 0 ? moves.length : until)
    .find(item => item.facts.commits.length > 0 || item.facts.forced !== undefined);
  return told ? { ...facts, ...withoutAbsent(told.facts) } : facts;
}
