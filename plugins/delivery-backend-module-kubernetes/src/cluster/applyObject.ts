import { membersOf, textOf } from '@slipway/plugin-delivery-node';
import { ClusterResource } from '../read/resources';
import { positionOf } from '../reduce/placeOf';
import { reducePod } from '../reduce/reducePod';
import { reduceReplicaSet } from '../reduce/reduceReplicaSet';
import { reduceWorkload } from '../reduce/reduceWorkload';
import { ClusterState } from './ClusterState';

/** What an object is read with. */
export interface ReadObject {
  resource: Pick<ClusterResource, 'kind' | 'group'>;
  object: unknown;
  cluster: string;
  /** Our clock, in milliseconds. */
  now: number;
}

/** Takes an object that was listed, added or changed; answers the uid of the workload that may look otherwise now. */
export function putObject(state: ClusterState, { resource: { kind, group }, object, cluster, now }: ReadObject): string | undefined {
  switch (kind) {
    case 'Pod': {
      const pod = reducePod(object, now);
      return pod && state.putPod(pod);
    }
    case 'ReplicaSet': {
      const replicaSet = reduceReplicaSet(object);
      return replicaSet && state.putReplicaSet(replicaSet);
    }
    default: {
      const workload = reduceWorkload(kind, group, cluster, object);
      return workload && state.putWorkload(workload);
    }
  }
}

/** Forgets a pod or a ReplicaSet that was deleted; answers the uid of the workload that may look otherwise now. */
export function deleteObject(state: ClusterState, { resource: { kind }, object }: Omit<ReadObject, 'cluster' | 'now'>): string | undefined {
  const metadata = membersOf(membersOf(object).metadata);
  const uid = textOf(metadata.uid);
  if (uid === undefined) {
    return undefined;
  }
  return kind === 'Pod' ? state.deletePod(uid, positionOf(metadata)) : state.deleteReplicaSet(uid, positionOf(metadata));
}
