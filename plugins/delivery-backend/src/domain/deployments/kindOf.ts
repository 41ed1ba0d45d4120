import { Deployment, SourceRevision } from '@slipway/plugin-delivery-common';
import { imagesKey, parseImage } from '../versions/parseImage';
import { Content } from './progress';

// A rollback to what ran more than about a hundred versions ago is called a new version: the checkpoint must not grow for ever.
const REMEMBERED = 200;

/** The kind of a deployment, from the one before it and from what succeeded here earlier. */
export function kindOf(content: Content, previous: Content | null, succeeded: readonly string[]): Deployment['kind'] {
  if (!previous) {
    return 'first';
  }
  // Before its images are known a deployment is compared by its revisions.
  const isBack = succeeded.includes(contentKey(content));
  if (isBack && contentKey(content) !== contentKey(previous)) {
    return 'rollback';
  }
  return differsInVersion(content, previous) ? 'version' : 'config';
}

/** A key that is equal for equal images, or for equal revisions where images are not known. */
export function contentKey({ images, revisionList }: Content): string {
  return images?.list.length ? `${images.basis} ${imagesKey(images.list)}` : `revisions ${revisionsKey(revisionList)}`;
}

/** A key that is equal for equal lists of revisions. */
export function revisionsKey(list: readonly SourceRevision[]): string {
  return list.map(item => `${item.source}@${item.revision}`).join(' ');
}

/** The keys of what succeeded, with those of one more. */
export function remember(keys: readonly string[], content: Content): string[] {
  const added = [contentKey(content), contentKey({ ...content, images: undefined })];
  return [...keys.filter(item => !added.includes(item)), ...new Set(added)].slice(-REMEMBERED);
}

function differsInVersion(content: Content, previous: Content): boolean {
  const now = content.images;
  const before = previous.images;
  if (now?.list.length && before?.list.length) {
    if (now.basis === before.basis) {
      return imagesKey(now.list) !== imagesKey(before.list);
    }
    const common = commonRepositories(now.list, before.list);
    if (common.length > 0) {
      return common.some(([image, other]) => image !== other);
    }
  }
  // Where images cannot be compared, a chart's version is the version; a commit alone proves no new one.
  return charts(content.revisionList) !== charts(previous.revisionList);
}

// Argo CD lists what is injected into pods too, so lists of two bases are compared in what both name.
function commonRepositories(images: readonly string[], others: readonly string[]): Array<[string, string]> {
  const byRepository = new Map(others.map(image => [parseImage(image).repository, image]));
  return images.flatMap(image => {
    const other = byRepository.get(parseImage(image).repository);
    return other === undefined ? [] : [[image, other] as [string, string]];
  });
}

function charts(list: readonly SourceRevision[]): string {
  return revisionsKey(list.filter(item => item.kind === 'chart'));
}
