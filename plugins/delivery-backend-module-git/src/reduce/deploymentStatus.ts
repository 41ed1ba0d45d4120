import { AnyObservation, DeploymentReportFacts } from '@slipway/plugin-delivery-common';
import { Members, observe, textOf } from '@slipway/plugin-delivery-node';
import { DeliveryContext, accountOf, instantOf, memberOf, placeOf, repositoryOf, wantCommit, wantId, wantText } from './members';

const UNDER_WAY = ['queued', 'pending', 'waiting', 'in_progress'];

/** What someone reported to the host of a deployment. */
export function readDeploymentStatus(payload: Members, { source, host }: DeliveryContext): AnyObservation[] {
  const status = memberOf(payload, 'deployment_status');
  const deployment = memberOf(payload, 'deployment');
  const updatedAt = instantOf(status.updated_at) ?? instantOf(status.created_at);
  const state = wantText(status.state, 'deployment_status.state');
  const facts: DeploymentReportFacts = {
    repository: repositoryOf(payload, host),
    deploymentId: wantId(deployment.id, 'deployment.id'),
    commit: wantCommit(deployment.sha, 'deployment.sha'),
    ref: textOf(deployment.ref),
    environment: textOf(status.environment) ?? textOf(deployment.environment) ?? '',
    state,
    description: textOf(status.description),
    creator: accountOf(status.creator),
    updatedAt,
    url: textOf(status.log_url) ?? textOf(status.target_url),
  };
  // Of one second an end comes after what is under way, and `inactive`, which says that another took its place, after every end.
  const ended = state === 'inactive' ? '3' : '2';
  const order = { epoch: placeOf(updatedAt), position: UNDER_WAY.includes(state) ? '1' : ended };
  return [observe('deployment-report', facts, { source, order, occurredAt: updatedAt })];
}
