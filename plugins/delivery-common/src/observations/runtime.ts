/** A container of a pod. Init, ephemeral and injected ones are listed, and make no version. */
export interface ContainerFacts {
  name: string;
  /** `injected` is one that the workload's template does not name, such as a mesh's proxy. */
  role?: 'init' | 'ephemeral' | 'injected';
  /** The reference that the pod asks for. */
  image: string;
  /** `sha256:…`, as the node says it runs; absent while it does not, or where the node names something else. */
  digest?: string;
  ready: boolean;
  /** Rounded down to 1, 2, 5, 10, 20, 50, …: a pod that restarts for hours is not news each time. */
  restarts: number;
  /** Why it waits or ended, e.g. `ImagePullBackOff`, `CrashLoopBackOff`, `OOMKilled`. */
  reason?: string;
  message?: string;
}

/** A pod of a workload. */
export interface PodFacts {
  name: string;
  uid: string;
  /** `pod-template-hash`, `rollouts-pod-template-hash` or `controller-revision-hash`. */
  revision?: string;
  /** Kubernetes' word, e.g. `Running`. */
  phase: string;
  ready: boolean;
  deleting?: boolean;
  /** Why it is not scheduled or was evicted. */
  reason?: string;
  message?: string;
  /** ISO 8601. */
  startedAt?: string;
  /** In the order of the pod's specification: containers, then init, then ephemeral ones. */
  containers: ContainerFacts[];
}

/** A condition that a workload's controller reports. */
export interface WorkloadCondition {
  type: string;
  status: string;
  reason?: string;
  message?: string;
}

/** How many pods of a workload have a revision, of those that are neither over nor about to go. */
export interface RevisionCount {
  revision: string;
  pods: number;
  ready: number;
}

/**
 * A workload and its pods as they looked at one moment. Subject `workload/<cluster>/<uid>`, order (epoch, resourceVersion) of the newest
 * object that it is made of.
 */
export interface WorkloadFacts {
  /** The name of the `delivery.kubernetes` connection. */
  cluster: string;
  uid: string;
  /** Empty for the core group. */
  group: string;
  kind: string;
  namespace: string;
  name: string;
  /** True when it is no longer there; the other fields say what was last known. */
  gone?: boolean;
  /** `argocd.argoproj.io/tracking-id`, else `app.kubernetes.io/instance`, whichever Argo CD uses to find its own. */
  trackingId?: string;
  instanceLabel?: string;
  /** Only those that bind: `backstage.io/kubernetes-id`, `app.kubernetes.io/name` and the like. */
  labels: Record<string, string>;
  /** Images of the template's containers, in its order. */
  images: string[];
  /** How many pods it asks for; absent where it does not say. */
  desired?: number;
  updated?: number;
  available?: number;
  /** False while its controller has not yet looked at its newest specification. */
  observed: boolean;
  paused?: boolean;
  /** Of an Argo Rollout: the share of traffic that goes to the canary, 0 to 100. */
  canaryWeight?: number;
  /** The revision that serves, and the one that is coming; equal at rest. */
  stableRevision?: string;
  updateRevision?: string;
  conditions: WorkloadCondition[];
  /** By name; at most 100. */
  pods: PodFacts[];
  /** How many more there are. */
  morePods?: number;
  /** By revision, where not all pods are listed. */
  revisions?: RevisionCount[];
}
