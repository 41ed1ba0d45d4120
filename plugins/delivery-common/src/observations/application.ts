/** One revision that an application is made of, with the place it comes from. */
export interface SourceRevision {
  /** The repository or chart URL, as the application names it; empty where it names none. */
  source: string;
  revision: string;
  kind: 'git' | 'chart' | 'oci';
  /** The dry commit that a hydrated revision was rendered from. */
  dryRevision?: string;
}

/** One source of an application, as its specification has it. */
export interface ApplicationSource {
  repoURL: string;
  path?: string;
  chart?: string;
  targetRevision?: string;
  /** The name by which values files of other sources refer to it. */
  ref?: string;
  /** True where the folders below the path belong to it. */
  recurse?: boolean;
  /** Values files of Helm, in their order; those that begin with `$` are of the source of that ref. */
  valueFiles?: string[];
  /**
   * What the source itself sets for Helm or Kustomize, e.g. `helm.parameters.replicas`; values whose name speaks of a secret are hidden,
   * longer ones are cut.
   */
  settings?: Record<string, string>;
}

/** A condition that Argo CD reports on an application, e.g. `ComparisonError`. */
export interface ApplicationCondition {
  type: string;
  message?: string;
  /** ISO 8601; absent where Argo CD does not say. */
  lastTransitionTime?: string;
}

/** One resource of an application, reduced to its identity and what is wrong with it. */
export interface ApplicationResource {
  group: string;
  kind: string;
  namespace: string;
  name: string;
  /** Argo CD's health word, where Argo CD persists it. */
  health?: string;
  message?: string;
}

/** The last operation of an application, as `status.operationState` shows it. */
export interface ApplicationOperation {
  /** Argo CD's word, null where it gives none. */
  phase: string | null;
  startedAt?: string;
  finishedAt?: string;
  message?: string;
  partial: boolean;
  dryRun: boolean;
  retryCount: number;
  /** True when Argo CD started it to undo a change in the cluster. */
  selfHeal: boolean;
  /** The subject of the operation's own observations; absent when it has no `startedAt`. */
  subject?: string;
}

/**
 * How one Argo CD application looked at one moment. Subject `argocd/<instance>/<uid>`, order (epoch, resourceVersion).
 * Words are in Argo CD's own spelling; absent and unheard-of sync and health words are `Unknown`, and the odd word is kept beside it.
 */
export interface ApplicationFacts {
  instance: string;
  uid: string;
  namespace: string;
  name: string;
  /** True when the application is no longer there; the other fields say what was last known. */
  gone?: boolean;
  project: string;
  /** The name of the ApplicationSet that owns it, or null. */
  applicationSet: string | null;
  labels: Record<string, string>;
  /** Annotations that decide bindings or versions only (`slipway.dev/*`). */
  annotations: Record<string, string>;
  destination: { server?: string; name?: string; namespace?: string };
  sources: ApplicationSource[];
  autoSync: boolean;
  deleting: boolean;
  /** A sync is asked for and has not begun. */
  operationPending: boolean;
  sync: 'Synced' | 'OutOfSync' | 'Unknown';
  syncWord?: string;
  health: 'Healthy' | 'Progressing' | 'Degraded' | 'Suspended' | 'Missing' | 'Unknown';
  healthWord?: string;
  healthMessage?: string;
  /** When the health word began, ISO 8601, where Argo CD says so. */
  healthSince?: string;
  /** True while sync and health are from before the last sync ended: Argo CD has not compared since. Absent otherwise. */
  outdated?: boolean;
  /** What the desired state was compared with (`status.sync`), in source order. Never says what was deployed. */
  revisionList: SourceRevision[];
  operation: ApplicationOperation | null;
  /** What the last operation synced, in source order. */
  operationRevisions: string[];
  /** The revisions of the last history entry, in source order: what was deployed. */
  lastDeployedRevisions: string[];
  /** Number of history entries that Argo CD keeps (trimmed to 10). */
  history: number;
  /** `status.summary.images`: an unordered set of the whole tree, sorted here. */
  images: string[];
  conditions: ApplicationCondition[];
  /** The workloads it manages (Deployment, StatefulSet, DaemonSet, Job, CronJob, Rollout), which decide conflicts. */
  workloads: ApplicationResource[];
  /** Resources that Argo CD calls Degraded or Missing. */
  failingResources: ApplicationResource[];
}

/**
 * One Argo CD operation as seen at one place. Subject `<application subject>/<startedAt>/<hash>`, order (retryCount, phase rank);
 * a history entry is the same operation seen again with the final rank.
 */
export interface OperationFacts {
  /** The application's subject. */
  application: string;
  instance: string;
  uid: string;
  startedAt: string;
  /** Hash of what tells two operations of one second apart: synced resources, self-heal attempts, dryRun, initiatedBy; `-` where the source cannot say. */
  identity: string;
  finishedAt?: string;
  phase: string | null;
  message?: string;
  partial: boolean;
  dryRun: boolean;
  retryCount: number;
  selfHeal: boolean;
  initiatedBy: { username?: string; automated: boolean };
  revisionList: SourceRevision[];
  /** Images that ran once it had succeeded, where the source can say; absent otherwise. */
  images?: string[];
  /** Where it was seen. */
  via: 'operationState' | 'history' | 'event';
  failedResources: ApplicationResource[];
}

/** Position of an operation's order within one retry: a phase that is over outranks one that runs, history outranks all. */
export const OPERATION_PHASE_RANK = { unknown: 0, Running: 1, Terminating: 2, Error: 3, Failed: 3, Succeeded: 3, history: 4 } as const;
