/** A file of a commit. */
export interface NewFile {
  path: string;
  content: Buffer;
}

/** A commit to be made on top of `main`. */
export interface NewCommit {
  message: string;
  author: { name: string; email: string };
  files: readonly NewFile[];
}

/** What a host says of a repository. */
export interface FoundRepository {
  description: string;
}

/** Where repositories are made and committed to. What it refuses is an error that names the thing and the next step. */
export interface RepositoryHost {
  /** How messages name it, e.g. `Gitea 'git.example.com'`. */
  readonly subject: string;
  /** Undefined where there is none of that name, or none that may be seen. */
  find(repository: string): Promise<FoundRepository | undefined>;
  /** Makes an empty one. */
  create(repository: string, description: string): Promise<void>;
  /** A file of `main`; undefined where it is not there. */
  read(repository: string, path: string): Promise<string | undefined>;
  /** Makes one commit that writes all files; its id. */
  commit(repository: string, commit: NewCommit): Promise<string>;
  /** Where it is cloned from. */
  cloneUrl(repository: string): string;
  /** Its page; undefined where it has none. */
  pageUrl(repository: string): string | undefined;
  /** Where the catalog reads a file; undefined where the catalog finds its entities by itself. */
  fileUrl(repository: string, path: string): string | undefined;
}
