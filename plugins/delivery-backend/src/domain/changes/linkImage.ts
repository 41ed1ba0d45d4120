import { ArtifactFacts } from '@slipway/plugin-delivery-common';
import { canonicalRepository } from '../images/canonicalImage';
import { addressOf, isSameRepository } from '../repositories/addressOf';
import { parseImage } from '../versions/parseImage';
import { factKey, imageKeyOf } from './factKeys';
import { KnownTag } from './presentFacts';

/** How the commit of an image is known, strongest first: `hand` is what somebody decided. */
export type LinkedBy = 'hand' | 'label' | 'provenance' | 'run' | 'tag';

/** An image with the commit that it was built from, or why none is proved. */
export type ImageLink =
  | { image: string; digest: string | null; linked: true; repository: string; commit: string; by: LinkedBy }
  | { image: string; digest: string | null; linked: false; why: string };

/** What the record knows that links may be made of. */
export interface LinkLookup {
  artifacts(key: string): ArtifactFacts[];
  tag(key: string): KnownTag | undefined;
  /** What somebody decided about an image, by what finds it. */
  corrected?(image: string): { commit: string | null; note: string; by: string } | undefined;
  /** Commits of any repository whose id begins like this. */
  commits(prefix: string): Array<{ repository: string; commit: string }>;
}

const WORDS: Record<Exclude<LinkedBy, 'tag' | 'hand'>, string> = { label: 'label', provenance: 'provenance', run: 'CI run' };

/** The keys under which the facts about an image are found. */
export function linkKeysOf(image: string): string[] {
  const { repository, tag, digest } = parseImage(image);
  return [
    ...(digest === undefined ? [] : [factKey.digest(digest)]),
    ...(tag === undefined ? [] : [factKey.tag(canonicalRepository(repository), tag)]),
  ];
}

/** The commit ids, whole or not, that an image's tag or label may mean. */
export function commitIdsOf(image: string, artifacts: readonly ArtifactFacts[]): string[] {
  const inTag = shaOf(parseImage(image).tag);
  return [...artifacts.flatMap(item => item.commit?.toLowerCase() ?? []), ...(inTag === undefined ? [] : [inTag])];
}

/**
 * Which commit of a service's repository an image was built from: by its label, its provenance, or the CI run that pushed it, else by
 * an unambiguous id in its tag. Where nothing proves one, why.
 */
export function linkImage(image: string, repository: string, lookup: LinkLookup): ImageLink {
  const { tag, ...reference } = parseImage(image);
  const known = tag === undefined ? undefined : lookup.tag(factKey.tag(canonicalRepository(reference.repository), tag));
  const digest = reference.digest ?? (known?.digests.length === 1 ? known.digests[0] : undefined);
  const not = (why: string): ImageLink => ({ image, digest: digest ?? null, linked: false, why });
  const to = (commit: string, by: LinkedBy): ImageLink => ({ image, digest: digest ?? null, linked: true, repository, commit, by });
  const decided = lookup.corrected?.(imageKeyOf(parseImage(image)));
  if (decided) {
    return decided.commit === null ? not(`${decided.by} decided so: ${decided.note}`) : to(decided.commit, 'hand');
  }
  if (digest === undefined && known && known.digests.length > 1) {
    return not(`the tag ${tag} has named ${known.digests.length} images; name the image by its digest`);
  }
  const artifacts = digest === undefined ? [] : lookup.artifacts(factKey.digest(digest));
  const built = artifacts.find(item => item.commit !== undefined);
  if (built?.commit !== undefined) {
    const { sourceRepository, commitFrom = 'run' } = built;
    if (sourceRepository !== undefined && !isSameRepository(sourceRepository, repository)) {
      return not(`its ${WORDS[commitFrom]} names another repository, ${addressOf(sourceRepository)}`);
    }
    const id = built.commit.toLowerCase();
    const candidates = lookup.commits(id);
    const own = candidates.filter(item => isSameRepository(item.repository, repository));
    if (own.length === 1) {
      return to(own[0].commit, commitFrom);
    }
    if (own.length > 1) {
      return not(`its ${WORDS[commitFrom]} names ${id}, which begins ${own.length} commits of ${repository}`);
    }
    return candidates.length > 0 && sourceRepository === undefined
      ? not(`its ${WORDS[commitFrom]} names a commit of another repository, ${candidates[0].repository}`)
      : not(`its ${WORDS[commitFrom]} names ${id.slice(0, 7)}, which the record has not seen in ${repository}`);
  }
  const inTag = shaOf(tag);
  const meant = inTag === undefined ? [] : lookup.commits(inTag).filter(item => isSameRepository(item.repository, repository));
  if (meant.length === 1) {
    return to(meant[0].commit, 'tag');
  }
  if (artifacts.length > 0 && artifacts.every(item => item.gone && item.mediaType === undefined)) {
    return not('its registry no longer has it, and nobody read what it says of itself before');
  }
  if (artifacts.length > 0) {
    return not('the image names no commit; add the label org.opencontainers.image.revision');
  }
  return not('no connected registry and no CI run has told what it was built from');
}

// Whole, or seven characters and more that stand apart; digits alone may as well be a date.
function shaOf(tag: string | undefined): string | undefined {
  const id = /(?:^|[-._])g?([0-9a-f]{7,40})$/.exec(tag ?? '')?.[1];
  return id !== undefined && /[a-f]/.test(id) ? id : undefined;
}
