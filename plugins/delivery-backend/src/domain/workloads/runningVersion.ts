import { Version, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { ApplicationProjection } from '../model';
import { parseImage } from '../versions/parseImage';

/** What an application runs, as the pods of its workloads show it; undefined where one of them does not tell. */
export function runningImages(workloads: readonly WorkloadFacts[]): string[] | undefined {
  const serving = workloads.filter(({ gone, group, kind }) => !gone && !(group === 'batch' && kind === 'Job'));
  const images = serving.flatMap(workload => imagesOf(workload));
  return images.length === 0 || images.includes(undefined) ? undefined : [...new Set(images.flatMap(image => image ?? []))].sort();
}

// In a rollout the stable revision is what serves; the other is on its way.
function imagesOf({ pods, desired, stableRevision }: WorkloadFacts): Array<string | undefined> {
  const there = pods.filter(({ deleting, phase }) => !deleting && phase !== 'Succeeded' && phase !== 'Failed');
  const stable = there.filter(({ revision }) => stableRevision === undefined || revision === stableRevision);
  if (stable.length === 0) {
    // Scaled to nothing it runs nothing; otherwise nobody has seen yet what it runs.
    return desired === 0 ? [] : [undefined];
  }
  return stable.flatMap(({ containers }) =>
    containers
      .filter(({ role }) => role === undefined)
      .map(({ image, digest }) => (digest === undefined ? undefined : withDigest(image, digest))),
  );
}

function withDigest(image: string, digest: string): string {
  const { repository, tag } = parseImage(image);
  return `${repository}${tag === undefined ? '' : `:${tag}`}@${digest}`;
}

/**
 * The version of an application as its pods show it, which is stronger than what Argo CD says. Since when it runs is known only where
 * Argo CD speaks of the same images.
 */
export function withRunningVersion(projection: ApplicationProjection, workloads: readonly WorkloadFacts[]): ApplicationProjection {
  const images = runningImages(workloads);
  if (images === undefined || projection.facts.gone) {
    return projection;
  }
  const { version, versionSince } = projection;
  const isSame = isSameSet(images, version.images ?? []);
  const { reason, ...rest } = version;
  const running: Version = isSame ? { ...rest, images, basis: 'pods' } : { name: null, images, basis: 'pods' };
  return { ...projection, version: running, versionSince: isSame ? versionSince : null };
}

/** True when both name the same images, as far as each says which. */
function isSameSet(running: readonly string[], said: readonly string[]): boolean {
  const among = (image: string, others: readonly string[]) => others.some(other => mayBeSame(image, other));
  return said.length > 0 && running.every(image => among(image, said)) && said.every(image => among(image, running));
}

function mayBeSame(a: string, b: string): boolean {
  const [one, other] = [parseImage(a), parseImage(b)];
  const same = <Value>(x: Value | undefined, y: Value | undefined) => x === undefined || y === undefined || x === y;
  // By tag first: the digest that is asked for may be that of an index, of which one platform runs.
  return (
    one.repository === other.repository &&
    (one.tag === undefined || other.tag === undefined ? same(one.digest, other.digest) : one.tag === other.tag)
  );
}
