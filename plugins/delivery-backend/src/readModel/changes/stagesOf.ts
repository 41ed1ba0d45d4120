import { ServiceDetail, Stage } from '@slipway/plugin-delivery-common';
import { ImageLink, Reach, StageCommit, stageCommit } from '../../domain';
import { Contents } from './contentsOf';
import { BehindRange, BRANCH } from './countBehind';

type Staged = Pick<ServiceDetail, 'cells' | 'targets'>;

interface FoundStage {
  cell: ServiceDetail['cells'][number];
  targets: Array<{ application: string; cluster: string; links: ImageLink[] }>;
  commit: StageCommit;
}

/** What each environment of a service runs, by commit, and how far it is behind the one before, as its row says. */
export function stagesOf(service: Staged, repository: string, contents: Contents): Stage[] {
  return findStages(service, repository, contents).map(({ cell, targets, commit }) => ({
    environment: cell.environment ?? null,
    version: cell.version.name ?? null,
    commit: commit.known ? commit.commit : null,
    why: commit.known ? null : commit.why,
    behind: cell.behind ?? null,
    targets: targets.map(({ links, ...target }) => ({ ...target, images: links.map(toImage) })),
  }));
}

/** Which versions of a service are to be compared to tell how far each environment is behind; null where that is not known. */
export function rangesBehind(
  service: Staged,
  { repository, paths }: { repository: string; paths: string[] },
  contents: Contents,
): Array<BehindRange | null> {
  const found = findStages(service, repository, contents).map(({ targets, commit }) => ({
    targets,
    reach: commit.known ? placed(contents.reachOf(repository, commit.commit)) : null,
  }));
  return found.map(({ reach: older }, index) => {
    // An environment in which nothing runs is no stage to be behind of. The first stage is compared with the branch.
    const before = found.slice(0, index).findLast(({ targets }) => targets.length > 0);
    const newer = before ? before.reach : placed(BRANCH);
    return older && newer ? { repository, paths, older, newer } : null;
  });
}

function placed(reach: Reach | undefined): BehindRange['older'] | null {
  return !reach || reach.position === null ? null : { ...reach, position: reach.position };
}

function findStages({ cells, targets }: Staged, repository: string, contents: Contents): FoundStage[] {
  return cells.map(cell => {
    const own = targets
      .filter(target => (target.environment ?? null) === (cell.environment ?? null))
      .map(target => ({ application: target.application, cluster: target.cluster, links: contents.contentOf(target).links }));
    const commit = stageCommit(
      own.flatMap(target => target.links),
      repository,
      id => contents.reachOf(repository, id),
    );
    return { cell, targets: own, commit };
  });
}

function toImage(link: ImageLink): Stage['targets'][number]['images'][number] {
  const { image, digest } = link;
  return link.linked
    ? { image, digest, commit: link.commit, by: link.by, why: null }
    : { image, digest, commit: null, by: null, why: link.why };
}
