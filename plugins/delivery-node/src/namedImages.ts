import { ArtifactFacts } from '@slipway/plugin-delivery-common';

/** An image that the record names: by digest, else by tag. */
export interface NamedImage {
  /** With the registry's host and in full, e.g. `docker.io/library/nginx`. */
  repository: string;
  /** Absent where it is named by digest. */
  tag?: string;
  /** `sha256:…`. */
  digest?: string;
  /** True where this source last recorded that its registry has the digest no longer. */
  gone?: boolean;
}

/** The images of one registry that the record names, for the source that reads it. */
export interface NamedImages {
  /**
   * Images that were never handed in as `read`, and tags that were pushed since; what was named last comes first. Images of `except`, which
   * are repositories, are left out.
   */
  unread(query: { registry: string; except: readonly string[]; limit: number }): Promise<NamedImage[]>;
  /** The images that the newest state of an application or workload names: what runs, or is to run. Costs a look at each of them. */
  inUse(query: { registry: string }): Promise<NamedImage[]>;
  /** What this source recorded last of each of these digests; nothing of those that it never saw. */
  recorded(digests: readonly string[]): Promise<ArtifactFacts[]>;
  /** Calls back soon after there is something unread, whichever replica recorded it; such a call may be lost. */
  onNamed(registry: string, listener: () => void): void;
}
