import {
  Application,
  Artifact,
  ChangeList,
  Comparison,
  DeploymentEvidence,
  FoundChange,
  ServiceCounts,
  ServiceDeployment,
  ServiceDetail,
  ServiceRow,
  Source,
  WorkloadList,
} from '@slipway/plugin-delivery-common';
import { ApplicationSort, DeploymentFilter, DeploymentSort, ServiceFilter, ServiceSort, Visibility } from '../database';

export type { ApplicationSort, ServiceFilter, ServiceSort, Visibility, VisibilityFilter } from '../database';

export interface ServiceListRequest {
  filter: ServiceFilter;
  visibility: Visibility;
  sort: ServiceSort;
  limit: number;
  cursor?: string;
}

export interface ApplicationListRequest {
  instance?: string;
  q?: string;
  visibility: Visibility;
  sort: ApplicationSort;
  limit: number;
  cursor?: string;
}

export interface DeploymentListRequest {
  filter: DeploymentFilter;
  visibility: Visibility;
  sort: DeploymentSort;
  limit: number;
  cursor?: string;
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

/** A target as the rules see it, with the environment that they give it now. */
export interface RuleTrialCandidate {
  subject: string;
  application: string;
  instance: string;
  cluster: string;
  /** The destination's namespace. */
  namespace: string;
  destination: { server?: string; name?: string; namespace?: string };
  labels: Record<string, string>;
  environment: string | null;
  project: string;
  applicationSet: string | null;
  /** The entities that it belongs to; none where it is not in the catalog. */
  services: string[];
  /** True when an annotation of theirs says so, which is stronger than any rule. */
  annotated: boolean;
}

/** What changed after a sequence, as far as the caller may see it. */
export interface Changes {
  /** The newest sequence that this answer covers; ask from here next. */
  sequence: string;
  /** True when what lies between is no longer known: load everything anew. */
  reset: boolean;
  refs: string[];
  /** True when the state of a source changed. */
  sources: boolean;
}

/** The questions that the read model answers. Sequences are decimal strings. */
export interface DeliveryQueries {
  /** A page of the fleet; an unreadable cursor is an `InputError`. */
  listServices(request: ServiceListRequest): Promise<Page<ServiceRow>>;
  countServices(request: { filter: ServiceFilter; visibility: Visibility }): Promise<ServiceCounts>;
  /** A row with its targets and deployments; what is hidden from the caller is a `NotFoundError` like what is absent. */
  getService(request: { ref: string; visibility: Visibility }): Promise<ServiceDetail>;
  /** The changes of a service's source, newest first; what is hidden from the caller is a `NotFoundError`. */
  listChanges(request: { ref: string; visibility: Visibility; limit: number; cursor?: string }): Promise<ChangeList>;
  /** A change by its commit, pull request or tag; what no visible service has in its source is a `NotFoundError`. */
  findChange(request: { name: string; visibility: Visibility }): Promise<FoundChange>;
  /** What the watches of clusters hold of a service's workloads; what is hidden from the caller is a `NotFoundError`. */
  listWorkloads(request: { ref: string; visibility: Visibility }): Promise<WorkloadList>;
  /** What would go from one environment to another; what is hidden from the caller is a `NotFoundError`. */
  compare(request: { ref: string; from: string; to: string; visibility: Visibility }): Promise<Comparison>;
  /** An image that something visible runs or ran; any other is a `NotFoundError`. */
  getArtifact(request: { digest: string; visibility: Visibility }): Promise<Artifact>;
  /** Deployments of what the caller may see. */
  listDeployments(request: DeploymentListRequest): Promise<Page<ServiceDeployment>>;
  /** One of them with its evidence; what is hidden from the caller is a `NotFoundError`. */
  getDeployment(request: { id: string; visibility: Visibility }): Promise<DeploymentEvidence>;
  /** The groups of applications that no entity claims, with their details, by name; none for a caller who may not see them. */
  listUnclaimed(request: { visibility: Visibility; limit: number; cursor?: string }): Promise<Page<ServiceDetail>>;
  listApplications(request: ApplicationListRequest): Promise<Page<Application>>;
  listSources(): Promise<Source[]>;
  targetsForRuleTrial(request: { visibility: Visibility }): Promise<RuleTrialCandidate[]>;
  /** Which of some entity refs the catalog has, as far as the caller may know. */
  knownEntities(request: { visibility: Visibility; refs: string[] }): Promise<Set<string>>;
  changesSince(request: { sequence: string; visibility: Visibility }): Promise<Changes>;
  latestSequence(): Promise<string>;
  /** Calls back, without a promise of completeness, when `changesSince` is worth asking; answers how to stop. */
  onChanges(listener: () => void): () => void;
}
