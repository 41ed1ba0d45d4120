import { Members } from '@slipway/plugin-delivery-node';

/** A repository as its host lists it. */
export interface HostRepository {
  /** Owner and name, e.g. `acme/cart`. */
  path: string;
  defaultBranch: string;
  /** Another text whenever something was pushed to it. */
  changedAt: string;
}

/** A branch or tag. */
export interface HostRef {
  /** The full name, e.g. `refs/heads/main`. */
  name: string;
  commit: string;
}

/** The refs of a repository, all of one moment. */
export interface HostRefs {
  refs: HostRef[];
  /** ISO 8601, by the host's own clock. */
  at: string;
}

/** A part of a history; commits stand in the host's shape, which is GitHub's. */
export interface CommitRange {
  /** The newest commit. */
  head: string;
  /** The commit whose history is left out, where there is one. */
  base?: string;
  /** ISO 8601; older ones are left out. */
  since?: string;
}

/** What stands in a folder. */
export interface HostTreeEntry {
  /** Below the folder that was asked for. */
  path: string;
  /** `other` is a link or another repository. */
  kind: 'file' | 'folder' | 'other';
  /** Git's id of the file's content or of the folder. */
  id: string;
  /** In bytes; absent where the host does not say. */
  size?: number;
}

/** The entries of a folder. */
export interface HostTree {
  entries: HostTreeEntry[];
  /** False where the host has more than it lists. */
  complete: boolean;
}

/** What is read of a Git host. Each call makes requests; an answer that is no success is an `UpstreamError`. */
export interface GitHost {
  /** How messages name it, e.g. `GitHub 'github.com'`. */
  readonly subject: string;
  /** Whole requests since the process started. */
  readonly requests: number;
  /** Every repository that may be read, in pages; what was pushed to last stands first where the host sorts. */
  repositories(signal: AbortSignal): AsyncGenerator<HostRepository[]>;
  /** True where a page of repositories that did not change means that none of the later ones did. */
  readonly newestFirst: boolean;
  refs(path: string, signal: AbortSignal): Promise<HostRefs>;
  /** Commits of a range in pages, parents and, where the host tells them, files included; the newest first where there is no base. */
  commits(path: string, range: CommitRange, signal: AbortSignal): AsyncGenerator<Members[]>;
  /** One commit with its files. */
  commit(path: string, id: string, signal: AbortSignal): Promise<Members>;
  /** True where `commits` tells the files of each. */
  readonly listsFiles: boolean;
  /** Pull requests, the one that changed last first, in pages. */
  pullRequests(path: string, signal: AbortSignal): AsyncGenerator<Members[]>;
  /** The newest runs of its CI, one page. */
  runs(path: string, signal: AbortSignal): Promise<Members[]>;
  jobs(path: string, runId: string, signal: AbortSignal): Promise<Members[]>;
  /** What stands in a folder, by the id of its tree or of a commit; with everything below it where that is asked for. */
  tree(path: string, id: string, options: { recursive: boolean }, signal: AbortSignal): Promise<HostTree>;
  /** The content of a file. */
  blob(path: string, id: string, signal: AbortSignal): Promise<Buffer>;
  /** What a commit changes against its first parent, as `git diff` writes it. */
  diff(path: string, commit: string, signal: AbortSignal): Promise<Buffer>;
}
