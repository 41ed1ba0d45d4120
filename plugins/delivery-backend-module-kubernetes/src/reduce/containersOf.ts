import { ContainerFacts } from '@slipway/plugin-delivery-common';
import { countOf, itemsOf, Members, membersOf, messageOf, textOf } from '@slipway/plugin-delivery-node';
import { bucket } from './bucket';
import { digestOf } from './digestOf';

type Why = Pick<ContainerFacts, 'reason' | 'message'>;

/** The containers of a pod in the order of its specification, then its init, then its ephemeral ones. */
export function containersOf(spec: Members, status: Members): ContainerFacts[] {
  return [
    ...reduceContainers(spec.containers, status.containerStatuses),
    ...reduceContainers(spec.initContainers, status.initContainerStatuses, 'init'),
    ...reduceContainers(spec.ephemeralContainers, status.ephemeralContainerStatuses, 'ephemeral'),
  ];
}

function reduceContainers(containers: unknown, statuses: unknown, role?: ContainerFacts['role']): ContainerFacts[] {
  const statusOf = new Map(itemsOf(statuses).map(status => [membersOf(status).name, membersOf(status)]));
  return itemsOf(containers).flatMap(item => {
    const { name, image } = membersOf(item);
    const named = textOf(name);
    if (named === undefined) {
      return [];
    }
    const status = statusOf.get(name) ?? {};
    const digest = digestOf(status.imageID);
    return [
      {
        name: named,
        ...(role !== undefined && { role }),
        image: textOf(image) ?? '',
        ...(digest !== undefined && { digest }),
        ready: status.ready === true,
        restarts: bucket(countOf(status.restartCount)),
        ...whyOf(status),
      },
    ];
  });
}

function whyOf(status: Members): Why {
  const { waiting, terminated } = membersOf(status.state);
  if (waiting !== undefined) {
    return whyWaiting(membersOf(waiting), membersOf(membersOf(status.lastState).terminated));
  }
  return terminated === undefined ? {} : whyEnded(membersOf(terminated));
}

function whyWaiting(waiting: Members, last: Members): Why {
  const reason = textOf(waiting.reason);
  const message = messageOf(waiting.message);
  switch (reason) {
    case 'CrashLoopBackOff': {
      // The kubelet says how long it waits, which changes with each restart; what the container ended with is the reason.
      const ended = whyEnded(last);
      const words = [ended.reason, ended.message].filter(word => word !== undefined).join(': ');
      return { reason, ...(words !== '' && { message: words }) };
    }
    case 'ErrImagePull':
    case 'ImagePullBackOff': {
      // The kubelet changes between the two for as long as it cannot pull; only the first always says why.
      const cause = message?.replace(/^Back-off pulling image "[^"]*"(: (ErrImagePull: )?)?/, '');
      return { reason: 'ImagePullBackOff', ...(cause && { message: cause }) };
    }
    default:
      return { ...(reason !== undefined && { reason }), ...(message !== undefined && { message }) };
  }
}

function whyEnded({ reason, message, exitCode }: Members): Why {
  const word = textOf(reason);
  const code = typeof exitCode === 'number' && exitCode !== 0 ? `exit code ${exitCode}` : undefined;
  const words = [code, messageOf(message)].filter(part => part !== undefined).join(': ');
  return { ...(word !== undefined && { reason: word }), ...(words !== '' && { message: words }) };
}
