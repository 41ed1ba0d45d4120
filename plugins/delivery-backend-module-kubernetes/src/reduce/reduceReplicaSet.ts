import { membersOf, textOf } from '@slipway/plugin-delivery-node';
import { controllerOf, positionOf } from './placeOf';

/** What is kept of a ReplicaSet: enough to find the Deployment or Rollout of a pod, and which revision it is. */
export interface ReducedReplicaSet {
  uid: string;
  position: string;
  /** The uid of its Deployment or Rollout. */
  controller?: string;
  /** The `pod-template-hash` of its pods. */
  hash?: string;
  /** The Deployment's count of revisions, as text. */
  revision?: string;
}

export function reduceReplicaSet(object: unknown): ReducedReplicaSet | undefined {
  const metadata = membersOf(membersOf(object).metadata);
  const uid = textOf(metadata.uid);
  if (uid === undefined) {
    return undefined;
  }
  return {
    uid,
    position: positionOf(metadata),
    controller: controllerOf(metadata),
    hash: textOf(membersOf(metadata.labels)['pod-template-hash']),
    revision: textOf(membersOf(metadata.annotations)['deployment.kubernetes.io/revision']),
  };
}
