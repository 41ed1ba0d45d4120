import { parseImage } from './parseImage';

/** What decides which of several images gives a version its name. */
export interface VersionNaming {
  /** The service's name, which the last segment of a repository may equal. */
  serviceName?: string;
  /** The annotation `slipway.dev/version-image`: a repository, or its last segments. */
  versionImage?: string;
  /** What a registry read of an image: the version that it says it is. */
  labelOf?(image: string): string | undefined;
}

/**
 * The name that images give a version: what the service's first image says of itself, else its tag, else its short digest; undefined
 * when they give none.
 */
export function versionName(images: readonly string[], naming: VersionNaming): string | undefined {
  const image = firstImage(images, naming);
  if (image === undefined) {
    return undefined;
  }
  const { tag, digest } = parseImage(image);
  return naming.labelOf?.(image) ?? tag ?? (digest && shortDigest(digest));
}

/** The image that a version is named after. */
export function firstImage(images: readonly string[], { serviceName, versionImage }: VersionNaming): string | undefined {
  const sorted = [...images].sort();
  const repositoryOf = (image: string) => parseImage(image).repository;
  return (
    sorted.find(image => versionImage !== undefined && `/${repositoryOf(image)}`.endsWith(`/${parseImage(versionImage).repository}`)) ??
    sorted.find(image => serviceName !== undefined && repositoryOf(image).split('/').pop() === serviceName) ??
    sorted[0]
  );
}

/** A digest as people read it: first six, … , last four. */
export function shortDigest(digest: string): string {
  const hex = digest.replace(/^[a-z0-9]+:/i, '');
  return hex.length <= 10 ? hex : `${hex.slice(0, 6)}…${hex.slice(-4)}`;
}
