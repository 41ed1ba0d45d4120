import { ImageLookup, knownImage } from '../images/knownImage';
import { addressOf, isSameRepository } from '../repositories/addressOf';
import { parseImage } from '../versions/parseImage';
import { imageKeyOf } from './factKeys';
import { ImageLink, LinkedBy } from './imageLink';

/** What the record knows that links may be made of. */
export interface LinkLookup extends ImageLookup {
  /** What somebody decided about an image, by what finds it. */
  corrected?(image: string): { commit: string | null; note: string; by: string } | undefined;
  /** Commits of any repository whose id begins like this. */
  commits(prefix: string): Array<{ repository: string; commit: string }>;
}

const WHOLE = /^([0-9a-f]{40}|[0-9a-f]{64})$/;

const WORDS: Record<Exclude<LinkedBy, 'tag' | 'hand'>, string> = { label: 'label', provenance: 'provenance', run: 'CI run' };

/** The commit ids, whole or not, that an image's tag or label may mean. */
export function commitIdsOf(image: string, lookup: ImageLookup): string[] {
  const inTag = shaOf(parseImage(image).tag);
  const told = knownImage(image, lookup).artifacts.flatMap(item => item.commit?.toLowerCase() ?? []);
  return [...told, ...(inTag === undefined ? [] : [inTag])];
}

/**
 * Which commit of a service's repository an image was built from: by its label, its provenance, or the CI run that pushed it, else by
 * an unambiguous id in its tag. Where nothing proves one, why.
 */
export function linkImage(image: string, repository: string, lookup: LinkLookup): ImageLink {
  const { tag } = parseImage(image);
  const { digest, named, artifacts } = knownImage(image, lookup);
  const not = (why: string): ImageLink => ({ image, digest: digest ?? null, linked: false, why });
  const to = (commit: string, by: LinkedBy): ImageLink => ({ image, digest: digest ?? null, linked: true, repository, commit, by });
  const decided = lookup.corrected?.(imageKeyOf(parseImage(image)));
  if (decided) {
    return decided.commit === null ? not(`${decided.by} decided so: ${decided.note}`) : to(decided.commit, 'hand');
  }
  if (named > 1) {
    return not(`the tag ${tag ?? 'latest'} has named ${named} images; name the image by its digest`);
  }
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
    // Of a few characters any repository may have one that begins so.
    const other = sourceRepository === undefined && WHOLE.test(id) ? candidates[0] : undefined;
    return other
      ? not(`its ${WORDS[commitFrom]} names a commit of another repository, ${other.repository}`)
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
