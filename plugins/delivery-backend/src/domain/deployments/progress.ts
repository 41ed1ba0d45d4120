import { ApplicationResource, Deployment, SourceRevision } from '@slipway/plugin-delivery-common';
import { MergedOperation } from '../operations/operation';

/** Images with where they were read; the two bases are never compared with each other. */
export interface KnownImages {
  list: string[];
  basis: 'deployment' | 'argocd-list';
}

/** What later deployments are compared with. */
export interface Content {
  revisionList: SourceRevision[];
  images?: KnownImages;
}

/** A deployment while it is the last one of its application. */
export interface OpenDeployment extends Content {
  id: string;
  startedAt: string;
  kind: Deployment['kind'];
  inGit: boolean;
  initiatedBy: string | null;
  source: string;
  seenAt: string;
  outcome: Deployment['outcome'];
  finishedAt: string | null;
  recoveredAt: string | null;
  why: string | null;
  /** True once nothing that is seen can change it any more, until it is followed by another. */
  settled: boolean;
  /** A state was seen before any of its operations succeeded. */
  watched: boolean;
  /** A state that was not Degraded was seen since it began. */
  leftDegraded: boolean;
  /** One of its operations succeeded. */
  succeeded: boolean;
  /** When the newest of them did. */
  succeededAt: string | null;
  /** The newest revisions that Git moved on to while the cluster stayed in sync: the same content under another name. */
  sameAs?: SourceRevision[];
  /** The last look before that; a look that equals it is not refreshed yet. */
  look?: string;
}

/** An operation that ended, as far as the present word needs it. */
export interface EndedOperation {
  /** Its subject; absent where it has none. */
  subject?: string;
  /** True once the cluster was seen as Git wants it at another revision: a failure is then history. */
  overtaken?: boolean;
  phase: string;
  message?: string;
  finishedAt: string | null;
  revisionList: SourceRevision[];
  failedResources: ApplicationResource[];
}

/** Since when one content runs; `key` is equal for equal contents. */
export interface Run {
  key: string;
  since: string | null;
}

/** What all operations and states so far have come to. JSON. */
export interface Progress {
  /** The newest operation, dry ones included. */
  last: MergedOperation | null;
  /** What the cluster was compared with when `last` was last seen to run. */
  compared?: string;
  /** The newest non-dry operation that ended. */
  ended: EndedOperation | null;
  /** What the newest successful non-dry operation synced. */
  synced: SourceRevision[] | null;
  /** What the newest successful full sync deployed. */
  deployed: {
    images?: string[];
    revisionList: SourceRevision[];
    /** When it did. */
    at: string | null;
  } | null;
  run: Run | null;
  /** As `run`, for images read from Argo CD's list. */
  listedRun: Run | null;
  /** The deployment before `current`. */
  previous: Content | null;
  current: OpenDeployment | null;
  /** Keys of what succeeded here before `current`, newest last. */
  succeeded: string[];
}

/** Nothing was seen yet. */
export const NO_PROGRESS: Progress = {
  last: null,
  ended: null,
  synced: null,
  deployed: null,
  run: null,
  listedRun: null,
  previous: null,
  current: null,
  succeeded: [],
};
