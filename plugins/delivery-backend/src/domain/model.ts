import {
  ApplicationFacts,
  Cell,
  CellWord,
  Deployment,
  EntityFacts,
  FactsByKind,
  ObservationKind,
  ObservationOrder,
  RunningVersion,
  ServiceRow,
  Target,
  Version,
} from '@slipway/plugin-delivery-common';
import { ImageLink } from './changes/imageLink';

/** An observation as the record holds it. */
export interface StoredObservation<K extends ObservationKind = ObservationKind> {
  kind: K;
  subject: string;
  source: string;
  /** The name of the credential that brought it; a source's own name for watches. */
  credential: string;
  order: ObservationOrder;
  occurredAt?: string;
  /** Shown, never compared: `seenAt` orders nothing. */
  seenAt: string;
  contentHash: string;
  facts: FactsByKind[K];
}

/** What an application must have for a rule to match; every member that is given. `*` stands for any characters. */
export interface RuleMatch {
  label?: Record<string, string>;
  /** The destination's server or name. */
  destination?: string;
  /** The destination's namespace. */
  namespace?: string;
  name?: string;
}

/** One item of `delivery.environments`. */
export interface EnvironmentRule {
  name: string;
  single?: boolean;
  match: RuleMatch[];
}

/** One item of `delivery.services`. */
export interface ServiceRule {
  /** An entity ref in lower case, with `{service}`, `{name}`, `{namespace}`, `{project}` or `{label:key}` in it. */
  entity: string;
  /** One of them has to match; every application does where there are none. */
  match: RuleMatch[];
}

/** One item of `delivery.clusters`: joins what several instances call by their own server or name. */
export interface ClusterRule {
  name: string;
  argocd: Array<{ instance: string; server?: string; name?: string }>;
  /** The name of the same cluster among those whose workloads are watched. */
  kubernetes?: string;
}

/** What of the configuration the rules need. Its hash is part of the read model's version. */
export interface RuleSettings {
  environments: EnvironmentRule[];
  /** Where an application belongs that no annotation claims, in order. */
  services: ServiceRule[];
  clusters: ClusterRule[];
  /** Base address of each Argo CD instance's own page, for deep links. */
  argocdUrls: Record<string, string>;
  /** True where a registry or a Git host is connected: an image of which no commit is proved is then worth a word. */
  tracesImages: boolean;
}

/** A deployment of one application, before it is known which service and environment it belongs to. */
export type ApplicationDeployment = Omit<Deployment, 'environment'>;

/** What the observations of one application say, whoever claims it. */
export interface ApplicationProjection {
  subject: string;
  /** The present, by the greatest order. */
  facts: ApplicationFacts;
  source: string;
  credential: string;
  seenAt: string;
  /** Cell word of this one application; conflicts are added per service. */
  word: CellWord;
  why: string | null;
  stateSince: string | null;
  versionSince: string | null;
  version: Version;
  /** What its pods run, side by side; absent where no pods are seen. */
  running?: RunningVersion[];
  desired: Version | null;
  /** Oldest first. */
  deployments: ApplicationDeployment[];
}

/** One way in which an entity claims applications; by `rule` those that a rule of the configuration gives it. */
export interface EntityClaim {
  ref: string;
  by: 'app-name' | 'app-selector' | 'kubernetes-id' | 'rule';
  /** For app-name. */
  name?: string;
  instance?: string;
  namespace?: string;
  /** For app-selector and kubernetes-id: every label must match. */
  selector?: Record<string, string>;
}

/** Where an application belongs. Either `claimedBy` has at least one item, or `unclaimed` is set. */
export interface Binding {
  claimedBy: Array<{ ref: string; why: string }>;
  unclaimed?: {
    /** Stable id of the group, safe in a URL path segment. */
    id: string;
    /** What the rules guess the service's name to be. */
    name: string;
    why: string;
  };
}

/** Another application that manages the same workload of the same cluster. */
export interface WorkloadConflict {
  /** Subject of the application that belongs to the service. */
  application: string;
  workload: { group: string; kind: string; namespace: string; name: string };
  /** The other application. */
  other: { subject: string; instance: string; namespace: string; name: string };
}

/** What the record tells of the images of a service. */
export interface ImageWords {
  /** The version that an image says it is. */
  labelOf(image: string): string | undefined;
  /** The commit that it was built from, or why none is proved; undefined where nothing is connected that could prove one. */
  linkOf(image: string): ImageLink | undefined;
}

/** What a row of the fleet is made of. */
export interface ServiceInput {
  ref: string;
  entity?: EntityFacts;
  /** Set for a group of unclaimed applications. */
  unclaimed?: { id: string; name: string; why: string };
  applications: Array<{
    projection: ApplicationProjection;
    boundBy: string;
    alsoClaimedBy: string[];
  }>;
  conflicts: WorkloadConflict[];
  images: ImageWords;
}

/** A cell with what the read model sorts, filters and overlays by. */
export type ProjectedCell = Cell & {
  /** Order of harm: 0 is the worst. */
  rank: number;
  /** Names of the sources that it depends on, for the overlay of silence. */
  sources: string[];
};

/** A row of the fleet as the read model stores it. Silence is overlaid when it is read. */
export interface ServiceProjection {
  row: ServiceRow;
  cells: ProjectedCell[];
  targets: Array<Target & { environment: string | null }>;
  deployments: Deployment[];
  catalogInfo: string | null;
  whyHere: string | null;
  /** Names of the sources that its cells depend on, for the overlay of silence. */
  sources: string[];
}
