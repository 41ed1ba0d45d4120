import { ImageLink } from '../changes/imageLink';
import { ImageWords, RuleSettings } from '../model';
import { ImageLookup, knownImage, labelledVersion } from './knownImage';

/** Whose images are meant. */
export interface ImageOwner {
  /** False for a group that no entity claims. */
  claimed: boolean;
  /** How its images are linked with its source; absent where the catalog does not say where that stands. */
  linkOf?(image: string): ImageLink;
}

/**
 * What the record tells of the images of one row of the fleet. Whether an image is linked is asked of a service of the catalog alone, and
 * only where a registry or a CI system could tell: because one is connected, or because somebody told of this very image.
 */
export function imageWordsOf(
  { claimed, linkOf }: ImageOwner,
  lookup: ImageLookup,
  settings: Pick<RuleSettings, 'tracesImages'>,
): ImageWords {
  return {
    labelOf: image => labelledVersion(image, lookup),
    linkOf: image => {
      const { digest, named, artifacts } = knownImage(image, lookup);
      if (!claimed || (!settings.tracesImages && artifacts.length === 0 && named === 0)) {
        return undefined;
      }
      return linkOf ? linkOf(image) : withoutSource(image, digest);
    },
  };
}

function withoutSource(image: string, digest: string | undefined): ImageLink {
  return { image, digest: digest ?? null, linked: false, why: 'nothing says where the source of its service stands' };
}
