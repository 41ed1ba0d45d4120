import { PodFacts, RunningVersion, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { parseImage } from '../versions/parseImage';

/** The pods of a workload that have one revision. */
export interface RevisionRun {
  role: RunningVersion['role'];
  /** Null where nobody sets one. */
  weight: number | null;
  pods: number;
  ready: number;
  /** With the digests that their nodes tell; as they were asked for where a node has yet to tell. */
  images: string[];
  /** True where every image has its digest. */
  told: boolean;
}

/** What a workload runs: the revision that serves, and those beside it, the newest first; or why that cannot be said. */
export type WorkloadRun = { known: true; stable: RevisionRun | undefined; beside: RevisionRun[] } | { known: false; why: string };

/** Reads what a workload runs from its pods and from what its controller says of their revisions. */
export function workloadRun(workload: WorkloadFacts): WorkloadRun {
  const { kind, name, stableRevision, updateRevision, canaryWeight } = workload;
  const pods = workload.pods.filter(isThere);
  const revisions = [...new Set(pods.map(({ revision }) => revision))];
  if (revisions.length > 1 && stableRevision === undefined) {
    return {
      known: false,
      why: `unknown which: pods of ${kind} ${name} run ${revisions.length} revisions, and it does not tell which is newer`,
    };
  }
  const stable = stableRevision ?? revisions[0];
  const isUpdate = (revision: string | undefined) => revision === updateRevision;
  const beside = revisions
    // What a Rollout neither serves nor brings is about to go.
    .filter(revision => revision !== stable && (kind !== 'Rollout' || isUpdate(revision)))
    .sort((a, b) => Number(isUpdate(b)) - Number(isUpdate(a)))
    .map(revision => {
      const role = kind === 'Rollout' && canaryWeight === undefined ? 'preview' : 'canary';
      return runOf(workload, pods, { revision, role, weight: isUpdate(revision) ? (canaryWeight ?? null) : null });
    });
  return {
    known: true,
    stable: revisions.includes(stable) ? runOf(workload, pods, { revision: stable, role: 'stable', weight: null }) : undefined,
    beside,
  };
}

function isThere({ deleting, phase }: PodFacts): boolean {
  return !deleting && phase !== 'Succeeded' && phase !== 'Failed';
}

function runOf(
  { revisions }: WorkloadFacts,
  pods: PodFacts[],
  { revision, role, weight }: Pick<RevisionRun, 'role' | 'weight'> & { revision: string | undefined },
): RevisionRun {
  const own = pods.filter(pod => pod.revision === revision);
  const containers = own.flatMap(pod => pod.containers.filter(container => container.role === undefined));
  // Of a workload of many pods only some are listed, and all are counted.
  const counted = revisions?.find(item => item.revision === revision);
  return {
    role,
    weight,
    pods: counted?.pods ?? own.length,
    ready: counted?.ready ?? own.filter(pod => pod.ready).length,
    images: [...new Set(containers.map(({ image, digest }) => (digest === undefined ? image : withDigest(image, digest))))].sort(),
    told: containers.every(({ digest }) => digest !== undefined),
  };
}

function withDigest(image: string, digest: string): string {
  const { repository, tag } = parseImage(image);
  return `${repository}${tag === undefined ? '' : `:${tag}`}@${digest}`;
}
