import { ArtifactFacts, ServiceDetail } from '@slipway/plugin-delivery-common';
import { groupBy } from 'lodash';
import { selectCommits, selectCommitsByPrefix, selectFactsByKey, selectLinkCorrections, selectReach, Transaction } from '../../database';
import {
  commitIdsOf,
  DeploymentContent,
  factKey,
  imageKeyOf,
  ImageLink,
  KnownTag,
  linkImage,
  linkKeysOf,
  parseImage,
  Reach,
  TargetContent,
} from '../../domain';

type Service = Pick<ServiceDetail, 'targets' | 'deployments'>;

/** What the targets of a service run and ran: their images, each with its commit, and what those commits have as ancestors. */
export interface Contents {
  contentOf(target: ServiceDetail['targets'][number]): TargetContent;
  deploymentsOf(target: ServiceDetail['targets'][number]): DeploymentContent[];
  reachOf(repository: string, commit: string): Reach | undefined;
}

export async function readContents(
  tx: Transaction,
  model: number,
  { repository, service }: { repository: string; service: Service },
): Promise<Contents> {
  const { targets, deployments } = service;
  const images = [...new Set([...targets, ...deployments].flatMap(item => item.version.images ?? []))];
  const links = await linkImages(tx, model, repository, images);
  const reaches = await readReaches(tx, model, repository, links);
  const linksOf = (wanted: string[] | undefined) => (wanted ?? []).map(image => links.get(image)!);
  return {
    contentOf: ({ word, version }) =>
      word === 'Not deployed' ? { version: null, links: [] } : { version, links: linksOf(version.images ?? undefined) },
    deploymentsOf: target =>
      deployments
        .filter(({ application, cluster }) => application === target.application && cluster === target.cluster)
        .map(deployment => ({ deployment, links: linksOf(deployment.version.images ?? undefined) })),
    reachOf: (_, commit) => reaches.get(commit),
  };
}

/** The commit of each of some images, or why there is none. */
export async function linkImages(tx: Transaction, model: number, repository: string, images: string[]): Promise<Map<string, ImageLink>> {
  const named = await selectFactsByKey<unknown>(tx, model, images.flatMap(linkKeysOf));
  const tags = new Map(named.filter(row => row.kind === 'tag').map(row => [row.key, row.facts as KnownTag]));
  // What a tag names is an image like one that is named by digest.
  const digests = [...tags.values()].flatMap(tag => tag.digests).map(factKey.digest);
  const artifacts = groupBy(
    [...named, ...(await selectFactsByKey<unknown>(tx, model, digests))].filter(row => row.kind === 'artifact'),
    'key',
  );
  const artifactsOf = (key: string) => (artifacts[key] ?? []).map(row => row.facts as ArtifactFacts);
  const all = Object.keys(artifacts).flatMap(artifactsOf);
  const prefixes = [...new Set(images.flatMap(image => commitIdsOf(image, all)))];
  const commits = groupBy(await selectCommitsByPrefix(tx, model, prefixes), 'prefix');
  const decided = new Map(
    (await selectLinkCorrections(tx, repository, [...new Set(images.map(image => imageKeyOf(parseImage(image))))])).map(row => [
      row.image,
      row,
    ]),
  );
  const corrected = (image: string) => {
    const row = decided.get(image);
    return row && { commit: row.commit, note: row.note, by: row.decided_by };
  };
  const lookup = {
    corrected,
    artifacts: artifactsOf,
    tag: (key: string) => tags.get(key),
    commits: (prefix: string) => commits[prefix] ?? [],
  };
  return new Map(images.map(image => [image, linkImage(image, repository, lookup)]));
}

/** What the commits of some links have as ancestors. */
export async function readReaches(
  tx: Transaction,
  model: number,
  repository: string,
  links: Map<string, ImageLink>,
): Promise<Map<string, Reach>> {
  const built = [...new Set([...links.values()].flatMap(link => (link.linked ? [link.commit] : [])))];
  const rows = await selectCommits<unknown>(
    tx,
    model,
    built.map(commit => ({ repository, commit })),
  );
  const reaches = new Map<string, Reach>();
  for (const { commit, position } of rows) {
    // What stands on the line has everything below it; only what stands beside it has to be walked.
    if (position === null) {
      const { side, ...reach } = await selectReach(tx, model, repository, commit);
      reaches.set(commit, { ...reach, side: new Set(side) });
    } else {
      reaches.set(commit, { side: new Set(), position, complete: true });
    }
  }
  return reaches;
}
