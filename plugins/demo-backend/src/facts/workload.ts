import { PodFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { iso } from '../history/calendar';
import { hexOf } from '../history/Dice';
import { clusterOf, nameOf, Place, workloadIdentity } from './application';

/** Pods of one version. */
export interface PodGroup {
  image: string;
  count: number;
  ready: number;
  startedAt: number;
  /** Why those that are not ready are not. */
  reason?: { reason: string; message: string; restarts?: number };
}

/** A workload at a moment: the pods of the version that serves, and those of the one that comes. */
export interface WorkloadLook {
  desired: number;
  stable: PodGroup;
  coming?: PodGroup;
  canaryWeight?: number;
  stuck?: boolean;
}

const hashOf = (image: string) => hexOf(10, 'pods', image);

/** What Kubernetes says of the workload of a place. */
export function workloadFacts(place: Place, look: WorkloadLook): WorkloadFacts {
  const { desired, stable, coming, canaryWeight, stuck } = look;
  const { group, kind, namespace, name } = workloadIdentity(place);
  const newest = coming ?? stable;
  return {
    cluster: clusterOf(place),
    uid: hexOf(32, 'workload', nameOf(place)),
    group,
    kind,
    namespace,
    name,
    trackingId: `${nameOf(place)}:${group}/${kind}:${namespace}/${name}`,
    labels: {},
    images: [newest.image],
    desired,
    updated: newest.count,
    available: stable.ready + (coming?.ready ?? 0),
    observed: true,
    ...(canaryWeight !== undefined && { canaryWeight, paused: true }),
    stableRevision: hashOf(stable.image),
    updateRevision: hashOf(newest.image),
    conditions: stuck
      ? [
          {
            type: 'Progressing',
            status: 'False',
            reason: 'ProgressDeadlineExceeded',
            message: 'The rollout has not progressed for 10 minutes',
          },
        ]
      : [{ type: 'Available', status: 'True' }],
    pods: [stable, ...(coming ? [coming] : [])].flatMap(pods => podsOf(place, pods)),
  };
}

function podsOf(place: Place, { image, count, ready, startedAt, reason }: PodGroup): PodFacts[] {
  const { name } = workloadIdentity(place);
  return Array.from({ length: count }, (_, index) => {
    const isReady = index < ready;
    const pod = `${name}-${hashOf(image)}-${hexOf(5, 'pod', nameOf(place), image, index)}`;
    const [reference, digest] = image.split('@');
    const waits = !isReady && reason ? { reason: reason.reason, message: reason.message } : {};
    return {
      name: pod,
      uid: hexOf(32, pod),
      revision: hashOf(image),
      phase: isReady || reason?.restarts !== undefined ? 'Running' : 'Pending',
      ready: isReady,
      startedAt: iso(startedAt),
      containers: [
        {
          name,
          image: reference,
          ...((isReady || reason?.restarts !== undefined) && { digest }),
          ready: isReady,
          restarts: isReady ? 0 : (reason?.restarts ?? 0),
          ...waits,
        },
      ],
    };
  });
}
