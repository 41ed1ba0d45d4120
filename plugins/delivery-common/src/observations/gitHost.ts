/** Someone as a Git host or a commit names them. */
export interface Person {
  name?: string;
  email?: string;
  /** The name of the account at the Git host. */
  username?: string;
}

/** A ref that moved. Subject `push/<repository>/<ref>`, order by the instant at which the host took it. */
export interface PushFacts {
  /** `host/path` without scheme and `.git`, e.g. `github.com/acme/cart`. */
  repository: string;
  /** The full name, e.g. `refs/heads/main`. */
  ref: string;
  /** The commit that it named before; null when it was created, absent where nobody saw. */
  before?: string | null;
  /** The commit that it names now; null when it was deleted. */
  after: string | null;
  created: boolean;
  deleted: boolean;
  /** True when commits that it had were left behind; absent where the host does not say. */
  forced?: boolean;
  /** The commits that the host lists with the push, oldest first; it may list fewer than there are. */
  commits: string[];
  pusher?: Person;
  /** ISO 8601. */
  pushedAt?: string;
  /** The branch that the repository calls its default, e.g. `main`. */
  defaultBranch?: string;
}

/** A pull request as it looked at one moment. Subject `pull-request/<repository>/<number>`, order (updated at, rank of the action). */
export interface PullRequestFacts {
  repository: string;
  number: number;
  title?: string;
  state: 'open' | 'closed';
  draft: boolean;
  merged: boolean;
  /** The newest commit of its branch. */
  head: string;
  headBranch?: string;
  base?: string;
  baseBranch?: string;
  /** The commit that it was merged as: by a merge, a squash or the last of a rebase; null while it is not merged. */
  mergeCommit: string | null;
  /** ISO 8601. */
  mergedAt: string | null;
  mergedBy?: Person;
  author?: Person;
  /** ISO 8601. */
  updatedAt?: string;
  url?: string;
}

/** A CI run as it looked at one moment. Subject `run/<repository>/<runId>`, order (attempt, rank of the status). */
export interface RunFacts {
  repository: string;
  runId: string;
  /** From 1; a run that is started again keeps its id. */
  attempt: number;
  /** The number that people see. */
  number?: number;
  /** Its name; empty where the host gives none. */
  workflow: string;
  /** The file of the workflow. */
  path?: string;
  title?: string;
  /** What started it, e.g. `push`. */
  event?: string;
  head: string;
  branch: string | null;
  /** The host's word, e.g. `queued`, `in_progress`, `completed`. */
  status: string;
  /** The host's word for how it ended; null while it has not. */
  conclusion: string | null;
  /** ISO 8601, as the other instants. */
  createdAt?: string;
  startedAt?: string;
  updatedAt?: string;
  actor?: Person;
  /** Numbers of the pull requests that it ran for. */
  pullRequests?: number[];
  url?: string;
}

/** A job of a CI run as it looked at one moment. Subject `job/<repository>/<runId>/<jobId>`, order (attempt, rank of the status). */
export interface JobFacts {
  repository: string;
  runId: string;
  jobId: string;
  attempt: number;
  name: string;
  workflow?: string;
  head: string;
  branch?: string;
  status: string;
  conclusion: string | null;
  failedSteps?: string[];
  /** ISO 8601, as the other instants. */
  createdAt?: string;
  startedAt?: string;
  finishedAt?: string;
  url?: string;
}

/** A release as it looked at one moment. Subject `release/<repository>/<releaseId>`, order (instant, rank of the action). */
export interface ReleaseFacts {
  repository: string;
  releaseId: string;
  tag: string;
  name?: string;
  draft: boolean;
  prerelease: boolean;
  /** True when it was deleted; the other fields say what was last known. */
  gone?: boolean;
  /** The branch or commit that the tag is made from. */
  target?: string;
  author?: Person;
  /** ISO 8601. */
  publishedAt?: string;
  url?: string;
}

/**
 * What another system says that it deployed; weaker than what a cluster shows. Subject `deployment-report/<repository>/<deploymentId>`,
 * order (instant of the status, rank of the state).
 */
export interface DeploymentReportFacts {
  repository: string;
  deploymentId: string;
  commit: string;
  ref?: string;
  /** As that system calls it. */
  environment: string;
  /** That system's word, e.g. `in_progress`, `success`, `failure`, `inactive`. */
  state: string;
  description?: string;
  creator?: Person;
  /** ISO 8601. */
  updatedAt?: string;
  url?: string;
}
