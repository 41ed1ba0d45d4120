import { ServiceDeployment } from '@slipway/plugin-delivery-common';
import { DbListedDeploymentRow } from '../../database';
import { ApplicationDeployment, renameVersion, VersionNaming } from '../../domain';

/** A deployment as the API answers it. */
export function toServiceDeployment(
  { deployment, environment, refs }: Omit<DbListedDeploymentRow<ApplicationDeployment>, 'application'>,
  naming: VersionNaming,
): ServiceDeployment {
  return { ...deployment, environment, version: renameVersion(deployment.version, naming), services: refs };
}
