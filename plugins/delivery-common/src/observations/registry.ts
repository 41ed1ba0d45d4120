/** One platform's image in an index. */
export interface IndexedImage {
  /** `sha256:…` of its manifest. */
  digest: string;
  /** `os/architecture` with the variant where there is one, e.g. `linux/arm64/v8`. */
  platform?: string;
}

/**
 * An image or other artifact that was built. Subject `artifact/<digest>`. What a registry holds under a digest never changes, so its
 * order is (0, 0); that it is gone, or there again, has the instant at which the registry said so.
 */
export interface ArtifactFacts {
  /** `sha256:…` of the manifest or index. */
  digest: string;
  /** With the registry, without tag and digest, e.g. `ghcr.io/acme/cart`. */
  repository?: string;
  tags?: string[];
  /** The commit that it says it was built from, with that commit's repository. */
  commit?: string;
  /** As it is written: a URL, or `host/path`. */
  sourceRepository?: string;
  /** Who says so: the image's label, its signed provenance, or the CI run that pushed it. */
  commitFrom?: 'label' | 'provenance' | 'run';
  /** ISO 8601. */
  builtAt?: string;
  /** The media type of the manifest, or its artifact type where it has one. */
  mediaType?: string;
  /** `sha256:…` of an image's configuration, by which some nodes name what they run. */
  configDigest?: string;
  platform?: string;
  /** The images of an index; attestations are not among them. */
  images?: IndexedImage[];
  /** Labels and annotations that begin with `org.opencontainers.image.`. */
  labels?: Record<string, string>;
  /** `sha256:…` of the attestation that holds its provenance. */
  provenance?: string;
  /** `sha256:…` of the attestation that holds its bill of materials. */
  sbom?: string;
  /** True when the registry no longer has it; the other fields say what was last known. */
  gone?: boolean;
}

/** What a tag of a registry names. Subject `tag/<repository>:<tag>`, order by the instant at which the registry said so. */
export interface TagFacts {
  /** With the registry, e.g. `ghcr.io/acme/cart`. */
  repository: string;
  tag: string;
  /** `sha256:…`; null when the tag is not there; absent where the source only says that it was pushed. */
  digest?: string | null;
}
