import { Deployment } from '@slipway/plugin-delivery-common';
import { ChangeIn, History, holdsAll } from './changeIn';
import { CommitPlace } from './contains';
import { ImageLink } from './imageLink';

/** A deployment of one target with the commits of its images. */
export interface DeploymentContent {
  deployment: Deployment;
  links: ImageLink[];
}

/** The deployment by which a change came, is coming, or failed to come. */
export type ChangeDeployment = Pick<Deployment, 'id' | 'outcome' | 'startedAt'> & {
  finishedAt: string | null;
  initiatedBy: string | null;
  why: string | null;
};

export type ArrivedChange = ChangeIn & { deployment: ChangeDeployment | null };

/**
 * How a change came to be what it is in a target. It came by the first of the deployments that have had it without a break until now;
 * one that runs now, or that failed last, may be bringing it.
 */
export function arrivalIn(
  change: CommitPlace & { repository: string },
  present: ChangeIn,
  deployments: readonly DeploymentContent[],
  history: History,
): ArrivedChange {
  const sorted = [...deployments].sort((a, b) => (a.deployment.startedAt < b.deployment.startedAt ? 1 : -1));
  const has = ({ links }: DeploymentContent) => holdsAll(change, links, history) === true;
  if (present.state === 'absent') {
    const [newest] = sorted;
    const { outcome } = newest?.deployment ?? {};
    if (!newest || (outcome !== 'running' && outcome !== 'failed') || !has(newest)) {
      return { ...present, deployment: null };
    }
    const state = outcome === 'running' ? 'coming' : 'failed';
    return { state, why: newest.deployment.why ?? null, deployment: pick(newest.deployment) };
  }
  if (!['here', 'later', 'reverted'].includes(present.state)) {
    return { ...present, deployment: null };
  }
  const done = sorted.filter(({ deployment }) => deployment.outcome === 'succeeded');
  const until = done.findIndex(item => !has(item));
  const first = done.slice(0, until < 0 ? done.length : until).at(-1);
  return { ...present, deployment: first ? pick(first.deployment) : null };
}

/** Of several targets, the deployment that a change in their environment was or is decided by. */
export function decidingDeployment(state: ChangeIn['state'], targets: readonly ArrivedChange[]): ChangeDeployment | null {
  const own = targets.filter(target => target.deployment !== null && (target.state === state || state === 'later' || state === 'partly'));
  // It is there since the last target has it.
  return (
    own.map(target => target.deployment!).sort((a, b) => ((a.finishedAt ?? a.startedAt) < (b.finishedAt ?? b.startedAt) ? 1 : -1))[0] ??
    null
  );
}

function pick({ id, outcome, startedAt, finishedAt, initiatedBy, why }: Deployment): ChangeDeployment {
  return { id, outcome, startedAt, finishedAt: finishedAt ?? null, initiatedBy: initiatedBy ?? null, why: why ?? null };
}
