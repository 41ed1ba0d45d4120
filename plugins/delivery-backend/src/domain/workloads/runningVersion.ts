import { Version, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { ApplicationProjection } from '../model';
import { parseImage } from '../versions/parseImage';
import { unknownVersion } from '../versions/versionOf';
import { runningVersions } from './runningVersions';
import { workloadRun } from './workloadRun';

/** The images of the version that an application runs, or why pods show it and do not tell which it is. */
export type RunningImages = { images: string[] } | { why: string };

/** What an application runs, as the pods of its workloads show it; undefined where one of them does not tell. */
export function runningImages(workloads: readonly WorkloadFacts[]): RunningImages | undefined {
  const runs = workloads.filter(isServing).map(workload => ({ workload, run: workloadRun(workload) }));
  const images = new Array<string>();
  let told = true;
  for (const { workload, run } of runs) {
    if (!run.known) {
      return { why: run.why };
    }
    // Scaled to nothing it runs nothing; otherwise nobody has seen yet what it runs.
    told &&= run.stable ? run.stable.told : workload.desired === 0;
    images.push(...(run.stable?.images ?? []));
  }
  return told && images.length > 0 ? { images: [...new Set(images)].sort() } : undefined;
}

// In a rollout the stable revision is what serves; the other is on its way. A Job serves nobody.
function isServing({ gone, group, kind }: WorkloadFacts): boolean {
  return !gone && !(group === 'batch' && kind === 'Job');
}

/**
 * The version of an application as its pods show it, which is stronger than what Argo CD says, with what runs beside it. Since when it
 * runs is known only where Argo CD speaks of the same images.
 */
export function withRunningVersion(projection: ApplicationProjection, workloads: readonly WorkloadFacts[]): ApplicationProjection {
  const serving = workloads.filter(isServing);
  if (serving.length === 0 || projection.facts.gone) {
    return projection;
  }
  const told = stableVersion(projection, runningImages(serving));
  return { ...projection, ...told, running: runningVersions(serving, told.version) };
}

function stableVersion(
  { version, versionSince }: ApplicationProjection,
  told: RunningImages | undefined,
): Pick<ApplicationProjection, 'version' | 'versionSince'> {
  if (told === undefined) {
    return { version, versionSince };
  }
  if ('why' in told) {
    return { version: unknownVersion(told.why), versionSince: null };
  }
  const { images } = told;
  const isSame = isSameSet(images, version.images ?? []);
  const { reason, ...rest } = version;
  const running: Version = isSame ? { ...rest, images, basis: 'pods' } : { name: null, images, basis: 'pods' };
  return { version: running, versionSince: isSame ? versionSince : null };
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
