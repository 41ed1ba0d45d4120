import { ArtifactFacts, ServiceDetail } from '@slipway/plugin-delivery-common';
import { groupBy } from 'lodash';
import { selectCommitsByPrefix, selectFactsByKey, selectReach, Transaction } from '../../database';
import { commitIdsOf, KnownTag, factKey, linkImage, linkKeysOf, Reach, TargetContent } from '../../domain';

/** What the targets of a service run: their images, each with its commit, and what those commits have as ancestors. */
export async function readContents(
  tx: Transaction,
  model: number,
  { repository, targets }: { repository: string; targets: ServiceDetail['targets'] },
) {
  const images = [...new Set(targets.flatMap(target => target.version.images ?? []))];
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
  const lookup = { artifacts: artifactsOf, tag: (key: string) => tags.get(key), commits: (prefix: string) => commits[prefix] ?? [] };
  const links = new Map(images.map(image => [image, linkImage(image, repository, lookup)]));
  const built = [...new Set([...links.values()].flatMap(link => (link.linked ? [link.commit] : [])))];
  const reaches = new Map<string, Reach>();
  for (const commit of built) {
    const { side, ...reach } = await selectReach(tx, model, repository, commit);
    reaches.set(commit, { ...reach, side: new Set(side) });
  }
  const byTarget = new Map<object, TargetContent>(targets.map(target => [target, contentOf(target, image => links.get(image)!)]));
  return { byTarget, reachOf: (_: string, commit: string) => reaches.get(commit) };
}

function contentOf(
  { word, version }: ServiceDetail['targets'][number],
  linkOf: (image: string) => TargetContent['links'][number],
): TargetContent {
  return word === 'Not deployed' ? { version: null, links: [] } : { version, links: (version.images ?? []).map(linkOf) };
}
