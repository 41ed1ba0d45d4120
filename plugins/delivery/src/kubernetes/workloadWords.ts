import { Workload, WorkloadPod } from '@slipway/plugin-delivery-common';
import { StateLook } from '../words/states';

/** A state in a word, with what says more of it. */
export interface PodWord {
  word: string;
  look: StateLook;
  /** Why, in the cluster's own words. */
  why?: string;
}

const joined = (parts: Array<string | undefined>) => parts.filter(Boolean).join(': ') || undefined;

/** What a pod says of itself: what is wrong first, else whether it is ready. */
export function podWord(pod: WorkloadPod): PodWord {
  const troubled = pod.containers.find(container => container.reason && container.role !== 'ephemeral' && container.reason !== 'Completed');
  if (pod.deleting) {
    return { word: 'Being deleted', look: { shape: 'removing', role: 'neutral' } };
  }
  if (troubled) {
    const starting = /^(ContainerCreating|PodInitializing)$/.test(troubled.reason ?? '');
    return {
      word: starting ? 'Starting' : (troubled.reason ?? pod.phase),
      look: starting ? { shape: 'rolling', role: 'announcement' } : { shape: 'degraded', role: 'negative' },
      why: joined([pod.containers.length > 1 ? troubled.name : undefined, troubled.message]),
    };
  }
  if (pod.reason) {
    return { word: pod.reason, look: { shape: 'degraded', role: 'negative' }, why: pod.message };
  }
  if (pod.phase === 'Succeeded') {
    return { word: 'Completed', look: { shape: 'passed', role: 'neutral' } };
  }
  if (pod.ready) {
    return { word: 'Ready', look: { shape: 'healthy', role: 'positive' } };
  }
  return pod.phase === 'Running'
    ? { word: 'Not ready', look: { shape: 'rolling', role: 'announcement' } }
    : { word: pod.phase, look: { shape: 'unknown', role: 'neutral' } };
}

/** How many pods a workload has of those that it asks for, and what is special about it now. */
export function workloadWords(workload: Workload): string[] {
  const { desired, available, updated, observed, paused, canaryWeight, stableRevision, updateRevision } = workload;
  const moving = stableRevision !== null && updateRevision !== null && stableRevision !== updateRevision;
  return [
    desired !== null && available !== null ? `${available} of ${desired} available` : undefined,
    moving ? `two revisions run${desired !== null && updated !== null ? `, ${updated} of ${desired} pods are new` : ''}` : undefined,
    canaryWeight !== null ? `${canaryWeight} % of traffic to the canary` : undefined,
    paused ? 'paused' : undefined,
    observed ? undefined : 'its controller has not looked yet',
  ].filter(word => word !== undefined);
}

/** The workloads as a sentence: how many pods they have, and how many of those are not ready. */
export function workloadsSentence(workloads: readonly Workload[]): string {
  const pods = workloads.flatMap(workload => workload.pods);
  const more = workloads.reduce((sum, workload) => sum + workload.morePods, 0);
  const unready = pods.filter(pod => !pod.ready && !pod.deleting && pod.phase !== 'Succeeded').length;
  const noun = (count: number, word: string) => `${count.toLocaleString('en')} ${word}${count === 1 ? '' : 's'}`;
  const state = unready > 0 ? `${unready.toLocaleString('en')} not ready` : pods.length > 0 && more === 0 && 'all ready';
  return [noun(workloads.length, 'workload'), noun(pods.length + more, 'pod'), state].filter(Boolean).join(', ');
}

/** Which of a workload's revisions a pod is of; nothing while there is only one. */
export function revisionWord({ stableRevision, updateRevision }: Workload, { revision }: WorkloadPod): string | undefined {
  if (stableRevision === updateRevision || revision === undefined) {
    return undefined;
  }
  if (revision === updateRevision) {
    return 'new';
  }
  return revision === stableRevision ? 'stable' : 'older';
}
