import { ApplicationFacts, OperationFacts } from './application';
import { DeploymentReportFacts, JobFacts, Person, PullRequestFacts, PushFacts, ReleaseFacts, RunFacts } from './gitHost';
import { ManifestFileFacts, manifestFileSubject, ManifestsFacts, manifestsSubject } from './manifests';
import { ArtifactFacts, TagFacts } from './registry';
import { WorkloadFacts } from './runtime';

/** A commit in a source repository. Subject `change/<repository>/<commit>`. */
export interface ChangeFacts {
  /** `host/path` without scheme and `.git`, e.g. `github.com/acme/cart`. */
  repository: string;
  commit: string;
  parents?: string[];
  /** The paths that it touches, sorted; absent where the source does not say. */
  paths?: string[];
  title?: string;
  /** The whole message, the title included. */
  message?: string;
  author?: Person;
  committer?: Person;
  /** ISO 8601: when the change was written; a pick keeps it. */
  authoredAt?: string;
  /** ISO 8601. */
  committedAt?: string;
  branch?: string;
  pullRequest?: string;
  /** Equal for two commits that make the same change, as `git patch-id --stable` gives it; absent where nobody worked it out. */
  patchId?: string;
}

/** A commit in a GitOps repository. Subject `revision/<repository>/<revision>`. */
export interface RevisionFacts {
  repository: string;
  revision: string;
  title?: string;
  author?: { name?: string; email?: string };
  /** ISO 8601. */
  committedAt?: string;
}

/** What the catalog says of an entity, as far as delivery uses it. Subject `entity/<ref>`. */
export interface EntityFacts {
  /** `kind:namespace/name`, in lower case. */
  ref: string;
  gone?: boolean;
  title?: string;
  /** The owner's entity ref, in lower case. */
  owner?: string;
  /** The system's entity ref, in lower case. */
  system?: string;
  /** Of a user, in lower case: the address of the profile. */
  email?: string;
  type?: string;
  lifecycle?: string;
  tags: string[];
  /** Only the annotations that bind subjects and `slipway.dev/*`. */
  annotations: Record<string, string>;
}

/** The facts of each kind of observation that the record keeps. */
export interface FactsByKind {
  change: ChangeFacts;
  artifact: ArtifactFacts;
  revision: RevisionFacts;
  application: ApplicationFacts;
  operation: OperationFacts;
  entity: EntityFacts;
  push: PushFacts;
  'pull-request': PullRequestFacts;
  run: RunFacts;
  job: JobFacts;
  release: ReleaseFacts;
  'deployment-report': DeploymentReportFacts;
  tag: TagFacts;
  workload: WorkloadFacts;
  manifests: ManifestsFacts;
  'manifest-file': ManifestFileFacts;
}

/** A kind of observation, the middle part of the event type `dev.slipway.<kind>.observed.v1`. */
export type ObservationKind = keyof FactsByKind;

/** All kinds, in the order in which they are documented. */
export const OBSERVATION_KINDS: readonly ObservationKind[] = [
  'change',
  'artifact',
  'revision',
  'application',
  'operation',
  'entity',
  'push',
  'pull-request',
  'run',
  'job',
  'release',
  'deployment-report',
  'tag',
  'workload',
  'manifests',
  'manifest-file',
];

/** The CloudEvents type of a kind. */
export function eventTypeOf(kind: ObservationKind): string {
  return `dev.slipway.${kind}.observed.v1`;
}

/** The subject that facts of a kind are about: the identity within which `order` has meaning. */
export function subjectOf<K extends ObservationKind>(kind: K, facts: FactsByKind[K]): string {
  switch (kind) {
    case 'change': {
      const { repository, commit } = facts as ChangeFacts;
      return `change/${repository}/${commit}`;
    }
    case 'artifact':
      return `artifact/${(facts as ArtifactFacts).digest}`;
    case 'revision': {
      const { repository, revision } = facts as RevisionFacts;
      return `revision/${repository}/${revision}`;
    }
    case 'application': {
      const { instance, uid } = facts as ApplicationFacts;
      return applicationSubject(instance, uid);
    }
    case 'operation': {
      const { application, startedAt, identity } = facts as OperationFacts;
      return `${application}/${startedAt}/${identity}`;
    }
    case 'entity':
      return `entity/${(facts as EntityFacts).ref}`;
    case 'push': {
      const { repository, ref } = facts as PushFacts;
      return `push/${repository}/${ref}`;
    }
    case 'pull-request': {
      const { repository, number } = facts as PullRequestFacts;
      return `pull-request/${repository}/${number}`;
    }
    case 'run': {
      const { repository, runId } = facts as RunFacts;
      return `run/${repository}/${runId}`;
    }
    case 'job': {
      const { repository, runId, jobId } = facts as JobFacts;
      return `job/${repository}/${runId}/${jobId}`;
    }
    case 'release': {
      const { repository, releaseId } = facts as ReleaseFacts;
      return `release/${repository}/${releaseId}`;
    }
    case 'deployment-report': {
      const { repository, deploymentId } = facts as DeploymentReportFacts;
      return `deployment-report/${repository}/${deploymentId}`;
    }
    case 'tag': {
      const { repository, tag } = facts as TagFacts;
      return `tag/${repository}:${tag}`;
    }
    case 'workload': {
      const { cluster, uid } = facts as WorkloadFacts;
      return `workload/${cluster}/${uid}`;
    }
    case 'manifests':
      return manifestsSubject(facts as ManifestsFacts);
    case 'manifest-file':
      return manifestFileSubject(facts as ManifestFileFacts);
    default:
      throw new Error(`Unknown observation kind '${kind}'`);
  }
}

/** The subject of an Argo CD application. */
export function applicationSubject(instance: string, uid: string): string {
  return `argocd/${instance}/${uid}`;
}
