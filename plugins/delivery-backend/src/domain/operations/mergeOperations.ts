import { compareOrder, OperationFacts } from '@slipway/plugin-delivery-common';
import { compareStrings } from '../compareObservations';
import { millisOf } from '../instants';
import { StoredObservation } from '../model';
import { MergedOperation } from './operation';

type Seen = StoredObservation<'operation'>;

/** An identity that a source could not give. */
const UNTOLD = '-';

/** Puts operations together from their observations, in the order in which they began; `known` is taken as seen before. */
export function mergeOperations(observations: readonly Seen[], known: readonly MergedOperation[] = []): MergedOperation[] {
  const bySubject = new Map<string, MergedOperation>(known.map(item => [item.subject, item]));
  for (const observation of [...observations].sort(compareSeen)) {
    const before = bySubject.get(observation.subject);
    bySubject.set(observation.subject, mergeInto(before, observation));
  }
  return joinUntold([...bySubject.values()]).sort(compareOperations);
}

/** Orders operations of one application by when they began; equal instants by subject. */
export function compareOperations(a: Pick<MergedOperation, 'subject' | 'facts'>, b: Pick<MergedOperation, 'subject' | 'facts'>): number {
  const difference = (millisOf(a.facts.startedAt) ?? 0) - (millisOf(b.facts.startedAt) ?? 0);
  return difference || compareStrings(a.subject, b.subject);
}

/** True when an observation of the same operation is newer than what was merged so far. */
export function isNewer(observation: Seen, merged: MergedOperation): boolean {
  return compareSeen(observation, merged) > 0;
}

type Comparable = Pick<Seen, 'order' | 'contentHash' | 'source' | 'facts'>;

// History is the final rank whatever retry it was recorded under: it holds nothing but syncs that are over.
function compareSeen(a: Comparable, b: Comparable): number {
  const history = (item: Comparable) => (item.facts.via === 'history' ? 1 : 0);
  return (
    history(a) - history(b) ||
    compareOrder(a.order, b.order) ||
    compareStrings(a.contentHash, b.contentHash) ||
    compareStrings(a.source, b.source)
  );
}

function mergeInto(before: MergedOperation | undefined, { subject, order, contentHash, source, seenAt, facts }: Seen): MergedOperation {
  const phase = facts.via === 'history' ? (facts.phase ?? 'Succeeded') : facts.phase;
  const present = { ...facts, phase };
  const copy = before?.contentHash === contentHash && before.source === source;
  return {
    subject,
    order,
    contentHash,
    source,
    seenAt: copy && before.seenAt < seenAt ? before.seenAt : seenAt,
    implicit: false,
    facts: before && !before.implicit ? fillFrom(present, before.facts) : present,
  };
}

/** The facts, with what they leave open taken from older ones. */
function fillFrom(facts: OperationFacts, older: OperationFacts): OperationFacts {
  return {
    ...older,
    ...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)),
    phase: facts.phase ?? older.phase,
    // History does not say whether a sync healed, nor how often it was tried.
    ...(facts.via === 'history' ? { selfHeal: older.selfHeal, retryCount: older.retryCount } : {}),
    revisionList: facts.revisionList.length ? facts.revisionList : older.revisionList,
    initiatedBy: {
      ...facts.initiatedBy,
      ...(facts.initiatedBy.username === undefined && older.initiatedBy.username !== undefined
        ? { username: older.initiatedBy.username }
        : {}),
    },
  } as OperationFacts;
}

// A source that cannot tell operations of one second apart speaks of the one that fits, if there is one.
function joinUntold(operations: MergedOperation[]): MergedOperation[] {
  const untold = operations.filter(item => item.facts.identity === UNTOLD);
  if (untold.length === 0) {
    return operations;
  }
  const told = operations.filter(item => item.facts.identity !== UNTOLD).sort(compareOperations);
  const joined = new Map(told.map(item => [item.subject, item]));
  const alone = new Array<MergedOperation>();
  for (const item of untold) {
    const partner = told.find(
      other =>
        millisOf(other.facts.startedAt) === millisOf(item.facts.startedAt) &&
        (item.facts.via !== 'history' || (!other.facts.partial && !other.facts.dryRun)),
    );
    if (partner) {
      joined.set(partner.subject, join(joined.get(partner.subject)!, item));
    } else {
      alone.push(item);
    }
  }
  return [...joined.values(), ...alone];
}

function join(told: MergedOperation, untold: MergedOperation): MergedOperation {
  const { subject } = told;
  const { identity } = told.facts;
  const [newer, older] = compareSeen(untold, told) > 0 ? [untold, told] : [told, untold];
  return {
    ...newer,
    subject,
    implicit: false,
    facts: { ...fillFrom(newer.facts, older.facts), identity },
  };
}
