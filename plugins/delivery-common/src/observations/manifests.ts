/** A file that belongs to the manifests of a folder. */
export interface ListedManifest {
  /** Within the repository. */
  path: string;
  /** Git's id of its content; of a file that is secret as a whole a keyed hash, which says equal or not and nothing else. */
  blob: string;
  /** True where all of it is the value of a Secret: it is never read. */
  secret?: boolean;
  /** Why its content is not read, in words. */
  problem?: string;
}

/**
 * What a place in a GitOps repository holds at a commit. Subject `manifests/<repository>@<revision>:<path>`; what a commit holds never
 * changes, so the order, the instant at which it was asked for, tells what could not be read from what can.
 */
export interface ManifestsFacts {
  /** `host/path` without scheme and `.git`, e.g. `github.com/acme/gitops`. */
  repository: string;
  /** The full commit id. */
  revision: string;
  /** A folder, empty for the repository's root; with its subfolders where it ends in `/**`; or a file. */
  path: string;
  /** How the folder is rendered: its files as they are, by Kustomize, by Helm; `file` where it is one. */
  form?: 'plain' | 'kustomize' | 'helm' | 'file';
  /** Sorted by path. */
  files: ListedManifest[];
  /** What belongs to it and is not among the files, in words. */
  missing?: string[];
  /** Why nothing of it can be read, in words. */
  problem?: string;
}

/** The content of a file of a GitOps repository, read once. Subject `manifest-file/<repository>@<blob>`, order (0, 0). */
export interface ManifestFileFacts {
  repository: string;
  /** Git's id of the content. */
  blob: string;
  /** The content with the values of Secrets hidden; absent where all of it is. */
  text?: string;
  /** How many values of Secrets are hidden. */
  hidden?: number;
  /** Why there is no text, in words. */
  problem?: string;
  /** Where there is no text: a keyed hash of the content, which says equal or not and nothing else. */
  hash?: string;
}

/** The subject of what a place in a GitOps repository holds. */
export function manifestsSubject({ repository, revision, path }: Pick<ManifestsFacts, 'repository' | 'revision' | 'path'>): string {
  return `manifests/${repository}@${revision}:${path}`;
}

/** The subject of the content of a file. */
export function manifestFileSubject({ repository, blob }: Pick<ManifestFileFacts, 'repository' | 'blob'>): string {
  return `manifest-file/${repository}@${blob}`;
}
