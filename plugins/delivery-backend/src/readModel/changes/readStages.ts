import { ServiceDetail, Stage } from '@slipway/plugin-delivery-common';
import { Transaction } from '../../database';
import { ImageLink, patternOf, Reach, stageCommit } from '../../domain';
import { BehindRange, BRANCH, countBehind } from './countBehind';
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
  const found = service.cells.map(cell => {
    const targets = service.targets
      .filter(target => (target.environment ?? null) === (cell.environment ?? null))
      .map(target => ({ application: target.application, cluster: target.cluster, links: contents.contentOf(target).links }));
    const commit = stageCommit(
      targets.flatMap(target => target.links),
      repository,
      id => contents.reachOf(repository, id),
    );
    const reach = commit.known ? contents.reachOf(repository, commit.commit) : undefined;
    return { cell, targets, commit, reach };
  });
  const ranges = found.map(({ reach }, index) => {
    // An environment in which nothing runs is no stage to be behind of.
    const before = found.slice(0, index).findLast(({ targets }) => targets.length > 0);
    return rangeOf(reach, before && { reach: before.reach });
  });
  const wanted = ranges.filter(range => range !== null);
  const counts = await countBehind(tx, model, { repository, patterns: paths.map(path => patternOf(path).source), ranges: wanted });
  return found.map(({ cell, targets, commit }, index) => ({
    environment: cell.environment ?? null,
    version: cell.version.name ?? null,
    commit: commit.known ? commit.commit : null,
    why: commit.known ? null : commit.why,
    behind: ranges[index] === null ? null : counts.shift()!,
    targets: targets.map(({ links, ...target }) => ({ ...target, images: links.map(toImage) })),
  }));
}

// The first stage is compared with the branch, which has no end above.
function rangeOf(older: Reach | undefined, before: { reach: Reach | undefined } | undefined): BehindRange | null {
  const newer = before ? before.reach : BRANCH;
  return !older || older.position === null || !newer || newer.position === null
    ? null
    : { older: { ...older, position: older.position }, newer: { ...newer, position: newer.position } };
}

function toImage(link: ImageLink): Stage['targets'][number]['images'][number] {
  const { image, digest } = link;
  return link.linked
    ? { image, digest, commit: link.commit, by: link.by, why: null }
    : { image, digest, commit: null, by: null, why: link.why };
}
