import { PodFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';

type Told = Pick<WorkloadFacts, 'images' | 'updated' | 'observed'>;

/**
 * The revisions of a DaemonSet, which names neither. The one that is coming is that whose pods run the images of its template. Where
 * several do, or none because something rewrites them, it is the only one that has as many pods as the controller has counted as
 * updated, and the newest pod among them: a count may be older than the pods. The other serves while it has ready pods. What these do
 * not prove is left out.
 */
export function daemonRevisions(told: Told, pods: readonly PodFacts[]): Pick<WorkloadFacts, 'stableRevision' | 'updateRevision'> {
  const there = pods.filter(({ deleting, phase }) => !deleting && phase !== 'Failed' && phase !== 'Succeeded');
  const revisions = [...new Set(there.flatMap(({ revision }) => revision ?? []))];
  const of = (revision: string) => there.filter(pod => pod.revision === revision);
  const update = revisions.length === 1 ? revisions[0] : (lookingLike(told, revisions, of) ?? countedAs(told, revisions, of, there));
  if (update === undefined) {
    return {};
  }
  const older = revisions.filter(revision => revision !== update && of(revision).some(({ ready }) => ready));
  return { ...(older.length < 2 && { stableRevision: older[0] ?? update }), updateRevision: update };
}

type PodsOf = (revision: string) => PodFacts[];

function lookingLike({ images }: Told, revisions: string[], of: PodsOf): string | undefined {
  const template = [...images].sort().join(' ');
  const looks = ({ containers }: PodFacts) =>
    containers
      .filter(({ role }) => role === undefined)
      .map(({ image }) => image)
      .sort()
      .join(' ');
  return only(revisions.filter(revision => of(revision).every(pod => looks(pod) === template)));
}

function countedAs({ updated, observed }: Told, revisions: string[], of: PodsOf, there: PodFacts[]): string | undefined {
  const counted = only(revisions.filter(revision => of(revision).length === updated));
  const begun = there.flatMap(({ startedAt }) => (startedAt === undefined ? [] : [Date.parse(startedAt)]));
  const isNewest = ({ startedAt }: PodFacts) => startedAt !== undefined && Date.parse(startedAt) === Math.max(...begun);
  return observed && counted !== undefined && of(counted).some(isNewest) ? counted : undefined;
}

function only(found: string[]): string | undefined {
  return found.length === 1 ? found[0] : undefined;
}
