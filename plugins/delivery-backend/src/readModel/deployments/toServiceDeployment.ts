import { ServiceDeployment } from '@slipway/plugin-delivery-common';
import { DbListedDeploymentRow } from '../../database';
import { ApplicationDeployment, nameOfRef, renameVersion } from '../../domain';

/** A deployment as the API answers it. Its version is named as its first service names it. */
export function toServiceDeployment({ deployment, environment, refs }: DbListedDeploymentRow<ApplicationDeployment>): ServiceDeployment {
  const [ref] = refs;
  const named = ref !== undefined && !ref.startsWith('unclaimed:');
  return {
    ...deployment,
    environment,
    version: named ? renameVersion(deployment.version, { serviceName: nameOfRef(ref), versionImage: undefined }) : deployment.version,
    services: refs,
  };
}
