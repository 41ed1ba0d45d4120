import { WorkloadFacts } from '@slipway/plugin-delivery-common';
import { itemsOf, Members, membersOf, textMembersOf, textOf } from '@slipway/plugin-delivery-node';
import { WorkloadKind } from '../read/resources';
import { conditionsOf } from './conditionsOf';
import { positionOf } from './placeOf';
import { progressOf } from './progressOf';

/** What the workload object alone says. */
export type OwnFacts = Omit<WorkloadFacts, 'pods' | 'morePods'>;

export interface ReducedWorkload {
  position: string;
  facts: OwnFacts;
  /** Names of the template's containers; what a pod has besides was injected. */
  containers: string[];
  /** Of a Deployment: its count of revisions, which its present ReplicaSet has, too. */
  revision?: string;
}

const INSTANCE = 'app.kubernetes.io/instance';
const BINDING_LABELS = ['backstage.io/kubernetes-id', 'app.kubernetes.io/name', 'app.kubernetes.io/part-of', 'app.kubernetes.io/component'];

/** What is kept of a workload; nothing for an object without a uid. */
export function reduceWorkload(kind: WorkloadKind, group: string, cluster: string, object: unknown): ReducedWorkload | undefined {
  const { metadata, spec, status } = membersOf(object);
  const { uid, namespace, name, labels, annotations } = membersOf(metadata);
  const identity = textOf(uid);
  if (identity === undefined) {
    return undefined;
  }
  const trackingId = textOf(membersOf(annotations)['argocd.argoproj.io/tracking-id']);
  const instanceLabel = textOf(membersOf(labels)[INSTANCE]);
  const revision = textOf(membersOf(annotations)['deployment.kubernetes.io/revision']);
  const containers = containersOf(membersOf(spec));
  return {
    position: positionOf(membersOf(metadata)),
    facts: {
      cluster,
      uid: identity,
      group,
      kind,
      namespace: textOf(namespace) ?? '',
      name: textOf(name) ?? identity,
      ...(trackingId !== undefined && { trackingId }),
      ...(instanceLabel !== undefined && { instanceLabel }),
      labels: textMembersOf(labels, key => BINDING_LABELS.includes(key)),
      images: containers.flatMap(({ image }) => textOf(image) ?? []),
      ...progressOf(kind, membersOf(metadata), membersOf(spec), membersOf(status)),
      conditions: conditionsOf(membersOf(status).conditions),
    },
    containers: containers.flatMap(container => textOf(container.name) ?? []),
    ...(revision !== undefined && { revision }),
  };
}

/**
 * Whether a workload carries what may bind it to a service: Argo CD's tracking, or a label by which the catalog finds it. Everything else in
 * a cluster is of no service that Slipway could show, and is not recorded.
 */
export function isMarked({ trackingId, instanceLabel, labels }: OwnFacts): boolean {
  return trackingId !== undefined || instanceLabel !== undefined || Object.keys(labels).length > 0;
}

function containersOf(spec: Members): Members[] {
  return itemsOf(membersOf(membersOf(spec.template).spec).containers).map(membersOf);
}
