import { ServiceDetail } from '@slipway/plugin-delivery-common';
import { DeploymentContent, Reach, TargetContent } from '../../domain';
import { Links } from './readLinks';

type Service = Pick<ServiceDetail, 'targets' | 'deployments'>;

/** What the targets of a service run and ran: their images, each with its commit, and what those commits have as ancestors. */
export interface Contents {
  contentOf(target: ServiceDetail['targets'][number]): TargetContent;
  deploymentsOf(target: ServiceDetail['targets'][number]): DeploymentContent[];
  reachOf(repository: string, commit: string): Reach | undefined;
}

/** The images that a service runs or ran. */
export function imagesOf({ targets, deployments }: Service): string[] {
  return [...new Set([...targets, ...deployments].flatMap(item => item.version.images ?? []))];
}

/** The contents of a service, out of links that were read of all its images. */
export function contentsOf({ deployments }: Pick<Service, 'deployments'>, repository: string, links: Links): Contents {
  const linksOf = (wanted: string[] | undefined) => (wanted ?? []).map(image => links.linkOf(repository, image));
  return {
    contentOf: ({ word, version }) =>
      word === 'Not deployed' ? { version: null, links: [] } : { version, links: linksOf(version.images ?? undefined) },
    deploymentsOf: target =>
      deployments
        .filter(({ application, cluster }) => application === target.application && cluster === target.cluster)
        .map(deployment => ({ deployment, links: linksOf(deployment.version.images ?? undefined) })),
    reachOf: links.reachOf,
  };
}
