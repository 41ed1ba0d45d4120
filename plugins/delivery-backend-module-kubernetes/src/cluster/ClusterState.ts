import { PodFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { ReducedPod } from '../reduce/reducePod';
import { ReducedReplicaSet } from '../reduce/reduceReplicaSet';
import { ReducedWorkload } from '../reduce/reduceWorkload';
import { joinWorkload } from './joinWorkload';
import { OwnedPods } from './OwnedPods';
import { later } from './position';

/** A workload joined with what belongs to it. */
export interface JoinedWorkload {
  facts: WorkloadFacts;
  /** The resourceVersion of the newest object that it is made of. */
  position: string;
}

interface WorkloadEntry {
  /** Of the workload, and of what no longer belongs to it. */
  position: string;
  /** JSON: a third of what the objects would take. */
  text: string;
}

/** A ReplicaSet; a cluster has ten for each Deployment. */
interface ReplicaSetEntry {
  workload: string | undefined;
  position: string;
  hash: string | undefined;
  revision: string | undefined;
}

/**
 * What is known of one cluster's workloads, ReplicaSets and pods, reduced. Each change answers which workload it touches. Objects may come
 * in any order, as they do from several watches: what is joined in the end is what a list would give.
 */
export class ClusterState {
  private readonly workloads = new Map<string, WorkloadEntry>();
  private readonly replicaSets = new Map<string, ReplicaSetEntry>();
  private readonly replicaSetsOf = new Map<string, Set<string>>();
  private readonly pods = new OwnedPods();

  uids(): IterableIterator<string> {
    return this.workloads.keys();
  }

  putWorkload(reduced: ReducedWorkload): string {
    const { uid } = reduced.facts;
    const position = later(reduced.position, this.workloads.get(uid)?.position ?? '0');
    this.workloads.set(uid, { position, text: JSON.stringify(reduced) });
    return uid;
  }

  /** Forgets a workload; what belonged to it goes by itself. */
  deleteWorkload(uid: string): void {
    this.workloads.delete(uid);
  }

  putReplicaSet({ uid, controller, ...rest }: ReducedReplicaSet): string | undefined {
    this.replicaSets.set(uid, { workload: controller, position: rest.position, hash: rest.hash, revision: rest.revision });
    if (controller !== undefined) {
      const siblings = this.replicaSetsOf.get(controller) ?? new Set();
      this.replicaSetsOf.set(controller, siblings.add(uid));
    }
    return controller;
  }

  deleteReplicaSet(uid: string, position: string): string | undefined {
    const workload = this.replicaSets.get(uid)?.workload;
    this.replicaSets.delete(uid);
    if (workload !== undefined) {
      const siblings = this.replicaSetsOf.get(workload);
      siblings?.delete(uid);
      if (siblings?.size === 0) {
        this.replicaSetsOf.delete(workload);
      }
      this.moveOn(workload, position);
    }
    return workload;
  }

  /** Answers nothing where the pod looks as it did, or where what it belongs to is not known yet. */
  putPod(reduced: ReducedPod): string | undefined {
    return this.pods.put(reduced) ? this.workloadOf(reduced.controller) : undefined;
  }

  deletePod(uid: string, position: string): string | undefined {
    const workload = this.workloadOf(this.pods.delete(uid));
    if (workload !== undefined) {
      this.moveOn(workload, position);
    }
    return workload;
  }

  /** The workload as it looks now; nothing for one that is not there. */
  join(uid: string): JoinedWorkload | undefined {
    const entry = this.workloads.get(uid);
    if (!entry) {
      return undefined;
    }
    const replicaSets = [...(this.replicaSetsOf.get(uid) ?? [])].flatMap(id => {
      const replicaSet = this.replicaSets.get(id);
      return replicaSet ? [{ id, ...replicaSet }] : [];
    });
    let { position } = entry;
    const pods: PodFacts[] = [];
    for (const owner of [uid, ...replicaSets.map(({ id }) => id)]) {
      for (const pod of this.pods.of(owner)) {
        position = later(position, pod.position);
        pods.push(JSON.parse(pod.text));
      }
    }
    replicaSets.forEach(replicaSet => {
      position = later(position, replicaSet.position);
    });
    return { facts: joinWorkload(JSON.parse(entry.text), replicaSets, pods), position };
  }

  private workloadOf(controller: string | undefined): string | undefined {
    return controller === undefined ? undefined : (this.replicaSets.get(controller)?.workload ?? controller);
  }

  private moveOn(workload: string, position: string): void {
    const entry = this.workloads.get(workload);
    if (entry) {
      entry.position = later(entry.position, position);
    }
  }
}
