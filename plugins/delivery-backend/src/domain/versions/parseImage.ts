/** An image reference taken apart. */
export interface ImageReference {
  /** With the registry, without tag and digest. */
  repository: string;
  tag?: string;
  /** `sha256:…`. */
  digest?: string;
}

/** Takes an image reference apart, e.g. `localhost:5000/shop/cart:1.4@sha256:…`. */
export function parseImage(image: string): ImageReference {
  const [named, digest] = image.split('@', 2);
  const colon = named.lastIndexOf(':');
  const tagged = colon > named.lastIndexOf('/');
  return {
    repository: tagged ? named.slice(0, colon) : named,
    ...(tagged && colon < named.length - 1 ? { tag: named.slice(colon + 1) } : {}),
    ...(digest ? { digest } : {}),
  };
}

/** A set of images as one string, equal for equal sets. */
export function imagesKey(images: readonly string[]): string {
  return [...new Set(images)].sort().join(' ');
}

/** True when the images name no repository twice, so that each says what runs of it. */
export function namesEachOnce(images: readonly string[]): boolean {
  const distinct = [...new Set(images)];
  const repositories = distinct.map(image => parseImage(image).repository);
  return new Set(repositories).size === distinct.length;
}
