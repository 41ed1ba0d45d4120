import { PodFacts } from '@slipway/plugin-delivery-common';
import { InstantReader, itemsOf, Members, membersOf, messageOf, textOf } from '@slipway/plugin-delivery-node';
import { containersOf } from './containersOf';
import { controllerOf, positionOf } from './placeOf';

export interface ReducedPod {
  position: string;
  /** The uid of its ReplicaSet, StatefulSet, DaemonSet or Job; absent for a pod that nothing controls. */
  controller?: string;
  facts: PodFacts;
}

/** What is kept of a pod; nothing for an object without a uid. */
export function reducePod(object: unknown, now: number): ReducedPod | undefined {
  const { metadata, spec, status } = membersOf(object);
  const { uid, name, labels, deletionTimestamp } = membersOf(metadata);
  const identity = textOf(uid);
  if (identity === undefined) {
    return undefined;
  }
  const { phase, startTime, conditions, ...rest } = membersOf(status);
  const controller = controllerOf(membersOf(metadata));
  const revision = revisionOf(membersOf(labels));
  const startedAt = new InstantReader(now).read(startTime, 'status.startTime');
  return {
    position: positionOf(membersOf(metadata)),
    ...(controller !== undefined && { controller }),
    facts: {
      name: textOf(name) ?? identity,
      uid: identity,
      ...(revision !== undefined && { revision }),
      phase: textOf(phase) ?? 'Unknown',
      ready: conditionOf(conditions, 'Ready')?.status === 'True',
      ...(deletionTimestamp !== undefined && { deleting: true }),
      ...whyOf(membersOf(status), conditions),
      ...(startedAt !== undefined && { startedAt }),
      containers: containersOf(membersOf(spec), rest),
    },
  };
}

function revisionOf(labels: Members): string | undefined {
  return textOf(labels['rollouts-pod-template-hash']) ?? textOf(labels['pod-template-hash']) ?? textOf(labels['controller-revision-hash']);
}

function whyOf({ reason, message }: Members, conditions: unknown): Pick<PodFacts, 'reason' | 'message'> {
  const scheduled = conditionOf(conditions, 'PodScheduled');
  const [word, words] =
    textOf(reason) === undefined && scheduled?.status === 'False' ? [scheduled.reason, scheduled.message] : [reason, message];
  const why = { reason: textOf(word), message: messageOf(words) };
  return { ...(why.reason !== undefined && { reason: why.reason }), ...(why.message !== undefined && { message: why.message }) };
}

function conditionOf(conditions: unknown, type: string): Members | undefined {
  return itemsOf(conditions)
    .map(membersOf)
    .find(condition => condition.type === type);
}
