const DIGEST = /(?:^|@|:\/\/)(sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;

/**
 * The digest in a container's `imageID`: `repo@sha256:…` as containerd writes it, `docker-pullable://repo@sha256:…`, or a bare `sha256:…`,
 * which is the digest of the image's configuration. Anything else names no digest.
 */
export function digestOf(imageId: unknown): string | undefined {
  return typeof imageId === 'string' ? DIGEST.exec(imageId)?.[1] : undefined;
}
