import { ArtifactFacts } from '@slipway/plugin-delivery-common';
import { factKey } from '../changes/factKeys';
import { KnownTag } from '../changes/presentFacts';
import { parseImage } from '../versions/parseImage';
import { canonicalRepository } from './canonicalImage';

/** What the record holds of images, by the keys of `factKey`. */
export interface ImageLookup {
  artifacts(key: string): ArtifactFacts[];
  tag(key: string): KnownTag | undefined;
}

/** An image as far as the record knows it. */
export interface KnownImage {
  /** Undefined where its tag has named several images, or nobody looked. */
  digest?: string;
  /** How many images its tag has named, where only a tag names it. */
  named: number;
  /** What was told of its digest: of the image itself, and of the index that holds it. */
  artifacts: ArtifactFacts[];
}

/** The key under which the facts about an image are found: by its digest, which is what a tag beside it may have moved from. */
export function keyOfImage(image: string): string {
  const { repository, tag = 'latest', digest } = parseImage(image);
  return digest === undefined ? factKey.tag(canonicalRepository(repository), tag) : factKey.digest(digest);
}

/** Looks an image up. */
export function knownImage(image: string, lookup: ImageLookup): KnownImage {
  const named = parseImage(image).digest;
  const digests = named === undefined ? (lookup.tag(keyOfImage(image))?.digests ?? []) : [];
  const digest = named ?? (digests.length === 1 ? digests[0] : undefined);
  return {
    ...(digest === undefined ? {} : { digest }),
    named: digests.length,
    artifacts: digest === undefined ? [] : lookup.artifacts(factKey.digest(digest)),
  };
}

const VERSION = 'org.opencontainers.image.version';
// As long as a tag may be; a label may hold anything.
const READABLE = /^[\x21-\x7e]{1,128}$/;

/** The version that an image says it is; its own word goes before that of the index that holds it. */
export function labelledVersion(image: string, lookup: ImageLookup): string | undefined {
  const { digest, artifacts } = knownImage(image, lookup);
  const isItself = (item: ArtifactFacts) => Number(item.digest === digest || item.configDigest === digest);
  return [...artifacts]
    .sort((a, b) => isItself(b) - isItself(a))
    .map(item => item.labels?.[VERSION]?.trim())
    .find(version => version !== undefined && READABLE.test(version));
}
