import { FakeRegistry } from './FakeRegistry';

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

export interface ImageOptions {
  labels?: unknown;
  annotations?: unknown;
  platform?: [os: string, architecture: string];
  tag?: string;
  created?: string;
}

/** Pushes an image as a builder would, and answers its digest. */
export function pushImage(registry: FakeRegistry, repository: string, options: ImageOptions = {}): string {
  const { labels = {}, annotations, platform = ['linux', 'amd64'], tag, created = '2026-11-20T10:00:00Z' } = options;
  const [os, architecture] = platform;
  const config = registry.putBlob(repository, { os, architecture, created, config: { Labels: labels } });
  return registry.putManifest(repository, { schemaVersion: 2, mediaType: MANIFEST, config, layers: [], annotations }, { tag });
}

/** The labels of an image that was built from a commit of a repository. */
export function builtFrom(commit = COMMIT, source = 'https://git.example.com/shop/cart', version = '1.4.0') {
  return {
    'org.opencontainers.image.revision': commit,
    'org.opencontainers.image.source': source,
    'org.opencontainers.image.version': version,
  };
}

export interface Member {
  digest: string;
  platform?: [os: string, architecture: string];
  annotations?: Record<string, string>;
}

/** Pushes an index over manifests that were pushed before. */
export function pushIndex(
  registry: FakeRegistry,
  repository: string,
  members: Member[],
  options: { tag?: string; annotations?: unknown } = {},
) {
  const manifests = members.map(({ digest, platform: [os, architecture] = ['unknown', 'unknown'], annotations }) => ({
    mediaType: MANIFEST,
    digest,
    size: 1,
    platform: { os, architecture },
    annotations,
  }));
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  return registry.putManifest(
    repository,
    { schemaVersion: 2, mediaType, manifests, annotations: options.annotations },
    { tag: options.tag },
  );
}

/** Pushes statements about an image, as BuildKit does, and answers the member of the index that holds them. */
export function pushAttestation(
  registry: FakeRegistry,
  repository: string,
  about: string,
  statements: Array<{ predicateType: string; predicate: unknown }>,
): Member & { statements: string[] } {
  const layers = statements.map(({ predicateType, predicate }) => ({
    ...registry.putBlob(
      repository,
      { _type: 'https://in-toto.io/Statement/v0.1', predicateType, predicate },
      'application/vnd.in-toto+json',
    ),
    annotations: { 'in-toto.io/predicate-type': predicateType },
  }));
  const config = registry.putBlob(repository, { os: 'unknown', architecture: 'unknown' });
  const digest = registry.putManifest(repository, { schemaVersion: 2, mediaType: MANIFEST, config, layers });
  const annotations = { 'vnd.docker.reference.type': 'attestation-manifest', 'vnd.docker.reference.digest': about };
  return { digest, annotations, statements: layers.map(layer => layer.digest) };
}
