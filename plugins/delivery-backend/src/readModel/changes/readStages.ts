import { ServiceDetail, Stage } from '@slipway/plugin-delivery-common';
import { countChangesBetween, Transaction } from '../../database';
import { ImageLink, patternOf, stageCommit } from '../../domain';
import { Contents } from './readContents';

/** What each environment of a service runs, by commit, and how far it is behind the one before. */
export async function readStages(
  tx: Transaction,
  model: number,
  {
    repository,
    paths,
    service,
    contents,
  }: { repository: string; paths: string[]; service: Pick<ServiceDetail, 'cells' | 'targets'>; contents: Contents },
): Promise<Stage[]> {
  const patterns = paths.map(path => patternOf(path).source);
  const stages = new Array<Stage>();
  let before: { position: string | null } | undefined = { position: null };
  for (const cell of service.cells) {
    const targets = service.targets
      .filter(target => (target.environment ?? null) === (cell.environment ?? null))
      .map(target => ({ application: target.application, cluster: target.cluster, links: contents.contentOf(target).links }));
    const found = stageCommit(
      targets.flatMap(target => target.links),
      repository,
      commit => contents.reachOf(repository, commit),
    );
    const position = found.known ? found.position : null;
    // The first stage is compared with the branch, which has no end above.
    const isComparable = position !== null && before !== undefined;
    stages.push({
      environment: cell.environment ?? null,
      version: cell.version.name ?? null,
      commit: found.known ? found.commit : null,
      why: found.known ? null : found.why,
      behind: isComparable ? await countChangesBetween(tx, model, { repository, patterns, above: position, upTo: before!.position }) : null,
      targets: targets.map(({ links, ...target }) => ({ ...target, images: links.map(toImage) })),
    });
    before = position === null ? undefined : { position };
  }
  return stages;
}

function toImage(link: ImageLink): Stage['targets'][number]['images'][number] {
  const { image, digest } = link;
  return link.linked
    ? { image, digest, commit: link.commit, by: link.by, why: null }
    : { image, digest, commit: null, by: null, why: link.why };
}
