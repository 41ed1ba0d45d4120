import { ManifestsFacts } from '@slipway/plugin-delivery-common';

/** A place in a GitOps repository that is deployed. */
export interface WantedManifests extends Pick<ManifestsFacts, 'repository' | 'revision' | 'path'> {
  /** Why it could not be read the last time. */
  problem?: string;
}

/** Two commits of one repository of which the one may be picked from the other. */
export interface LikelyPick {
  repository: string;
  /** The commit of the default branch. */
  original: string;
  /** The commit beside it. */
  pick: string;
  /** Those of the two whose patch id is on the record. */
  known: string[];
}

/** What the record wants to know of a Git host, for the source that reads it. */
export interface WantedOfGit {
  /** What the applications that are there have deployed from repositories of a host, and nobody has read yet. Costs a look at each of them. */
  manifests(query: { host: string }): Promise<WantedManifests[]>;
  /** Those of some files whose content is on the record. */
  knownFiles(repository: string, blobs: readonly string[]): Promise<Set<string>>;
  /**
   * Which of some commits beside the default branch may be picked from a commit of it, or it from them: the author is the same, and the
   * moment or the title of the change. `settled` are those of which there is nothing more to find out.
   */
  picks(query: { repository: string; commits: readonly string[] }): Promise<{ pairs: LikelyPick[]; settled: string[] }>;
}
