import { parseImage } from '../versions/parseImage';

/** An image as registries know it: by digest, else by tag. */
export interface CanonicalImage {
  /** The registry's host, e.g. `docker.io`. */
  registry: string;
  /** With the registry, e.g. `docker.io/library/nginx`. */
  repository: string;
  tag?: string;
  digest?: string;
}

const DOCKER_HUB = 'docker.io';
const DOCKER_HUB_TOO = ['index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com'];
const HOST = /^(\[[0-9a-f:]+\]|[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)(:\d{1,5})?$/;
const PATH = /^[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_{1,2}|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const DIGEST = /^sha(256:[0-9a-f]{64}|512:[0-9a-f]{128})$/;
/** Some nodes name an image by the digest of its configuration alone: nothing that a registry could be asked for. */
const DIGEST_ALONE = /^sha(256|512):[0-9a-f]{64,}$/;
const LONGEST_REPOSITORY = 400;

/**
 * The image that a reference names, with what people leave out: `nginx` is `docker.io/library/nginx:latest`. A tag beside a digest decides
 * nothing and is left out. Undefined for what no registry could hold.
 */
export function canonicalImage(reference: string): CanonicalImage | undefined {
  const { repository: named, tag, digest } = parseImage(reference.trim());
  const [first, ...rest] = named.split('/');
  const hasHost = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const host = hasHost ? first.toLowerCase() : DOCKER_HUB;
  const registry = DOCKER_HUB_TOO.includes(host) ? DOCKER_HUB : host;
  const path = (hasHost ? rest.join('/') : named).toLowerCase();
  const repository = registry === DOCKER_HUB && !path.includes('/') ? `${registry}/library/${path}` : `${registry}/${path}`;
  if (DIGEST_ALONE.test(reference) || !HOST.test(registry) || !PATH.test(path) || repository.length > LONGEST_REPOSITORY) {
    return undefined;
  }
  if (digest !== undefined) {
    return DIGEST.test(digest) ? { registry, repository, digest } : undefined;
  }
  const known = tag ?? 'latest';
  return TAG.test(known) ? { registry, repository, tag: known } : undefined;
}

/** A repository of images as registries know it, e.g. `docker.io/library/nginx` for `nginx`. */
export function canonicalRepository(repository: string): string {
  return canonicalImage(`${repository}:latest`)?.repository ?? repository.toLowerCase();
}

/** The image as one string, equal for equal images: `docker.io/library/nginx:1.25`, `ghcr.io/acme/cart@sha256:…`. */
export function nameOfImage({ repository, tag, digest }: { repository: string; tag?: string; digest?: string }): string {
  return digest === undefined ? `${repository}:${tag ?? 'latest'}` : `${repository}@${digest}`;
}
