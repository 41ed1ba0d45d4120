import { Change, Deployment, Version } from '@slipway/plugin-delivery-common';

/** Whether a version is made of an image that was built from a change. */
export function carriesImage(version: Version | null | undefined, change: Pick<Change, 'images'>): boolean {
  const references = version?.images ?? [];
  return change.images.some(image =>
    references.some(reference => {
      if (reference.includes(image.digest)) {
        return true;
      }
      const { repository } = image;
      return (
        repository !== null && image.tags.some(tag => reference === `${repository}:${tag}` || reference.startsWith(`${repository}:${tag}@`))
      );
    }),
  );
}

/** What is known of a change's own image in an environment, from the deployments there, which come newest first. */
export interface OwnDeployments {
  /** The last that brought it. */
  last?: Deployment;
  /** What came after that, if anything: the next deployment. */
  next?: Deployment;
}

/** The deployments of an environment as far as they concern a change. */
export function deploymentsOf(
  deployments: readonly Deployment[],
  environment: string | null,
  change: Pick<Change, 'images'>,
): OwnDeployments {
  const here = deployments.filter(each => (each.environment ?? null) === environment);
  const last = here.find(each => carriesImage(each.version, change));
  const index = last ? here.indexOf(last) : -1;
  return { last, next: index > 0 ? here[index - 1] : undefined };
}
