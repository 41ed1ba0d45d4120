import { AnyObservation } from '@slipway/plugin-delivery-common';
import { Members, WebhookReading } from '@slipway/plugin-delivery-node';
import { DeliveryContext } from './members';
import { readDeploymentStatus } from './deploymentStatus';
import { readPackage } from './packages';
import { readPullRequest } from './pullRequest';
import { readPush } from './push';
import { readRelease } from './release';
import { readWorkflowJob, readWorkflowRun } from './workflows';

type Reader = (payload: Members, context: DeliveryContext) => AnyObservation[];

const READERS = new Map<string, Reader>([
  ['push', readPush],
  ['pull_request', readPullRequest],
  ['workflow_run', readWorkflowRun],
  ['workflow_job', readWorkflowJob],
  ['package', readPackage],
  ['registry_package', readPackage],
  ['release', readRelease],
  ['deployment_status', readDeploymentStatus],
]);

/** Reads a delivery; an `InputError` names the member that is missing. What tells nothing that the record uses is counted by its event. */
export function readDelivery(event: string, payload: Members, context: DeliveryContext): WebhookReading {
  const observations = READERS.get(event)?.(payload, context) ?? [];
  return observations.length > 0 ? { observations } : { unused: event.slice(0, 100) };
}
