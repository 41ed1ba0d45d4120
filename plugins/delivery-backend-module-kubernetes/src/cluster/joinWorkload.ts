import { ContainerFacts, PodFacts, RevisionCount, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { ReducedWorkload } from '../reduce/reduceWorkload';
import { daemonRevisions } from './daemonRevisions';

const MOST_PODS = 100;

/** A ReplicaSet as far as it tells a Deployment's revisions apart. */
interface Revision {
  hash?: string;
  revision?: string;
}

/** A workload with its pods; of a Deployment and a DaemonSet the revisions, too, which their own objects do not name. */
export function joinWorkload({ facts, containers, revision }: ReducedWorkload, replicaSets: Revision[], pods: PodFacts[]): WorkloadFacts {
  const told = pods.map(pod => ({ ...pod, containers: withInjected(pod.containers, containers) }));
  const listed = told.length > MOST_PODS ? mostTelling(told) : told;
  return {
    ...facts,
    ...(facts.kind === 'Deployment' && deploymentRevisions(replicaSets, pods, revision)),
    ...(facts.kind === 'DaemonSet' && daemonRevisions(facts, told)),
    pods: listed.sort(byName),
    ...(told.length > MOST_PODS && { morePods: told.length - MOST_PODS, revisions: revisionCounts(pods) }),
  };
}

// A pod of an older template may have containers of other names: only where the template names one of them are the others injected.
function withInjected(containers: ContainerFacts[], template: string[]): ContainerFacts[] {
  const isOwn = ({ name }: ContainerFacts) => template.includes(name);
  if (!containers.some(container => container.role === undefined && isOwn(container))) {
    return containers;
  }
  return containers.map(container =>
    container.role === undefined && !isOwn(container) ? { ...container, role: 'injected' as const } : container,
  );
}

/**
 * The revision that is coming is that of the ReplicaSet with the Deployment's own count. The one that serves is the newest older one that
 * has ready pods, and without such the one that is coming.
 */
function deploymentRevisions(replicaSets: Revision[], pods: PodFacts[], revision: string | undefined) {
  const update = replicaSets.find(replicaSet => revision !== undefined && replicaSet.revision === revision)?.hash;
  if (update === undefined) {
    return {};
  }
  const serving = new Set(pods.filter(({ ready, deleting }) => ready && !deleting).map(pod => pod.revision));
  const older = replicaSets
    .filter(({ hash }) => hash !== update && serving.has(hash))
    .sort((a, b) => Number(b.revision) - Number(a.revision));
  return { stableRevision: older[0]?.hash ?? update, updateRevision: update };
}

// One of each revision, so that what it runs is known, then those in trouble.
function mostTelling(pods: PodFacts[]): PodFacts[] {
  const sorted = [...pods].sort(byTrouble);
  const first = new Set([...new Map(sorted.filter(isThere).map(pod => [pod.revision, pod])).values()].slice(0, MOST_PODS));
  return [...first, ...sorted.filter(pod => !first.has(pod))].slice(0, MOST_PODS);
}

function revisionCounts(pods: PodFacts[]): RevisionCount[] {
  const counts = new Map<string, RevisionCount>();
  for (const { revision, ready } of pods.filter(isThere)) {
    if (revision !== undefined) {
      const count = counts.get(revision) ?? { revision, pods: 0, ready: 0 };
      counts.set(revision, { revision, pods: count.pods + 1, ready: count.ready + Number(ready) });
    }
  }
  return [...counts.values()].sort((a, b) => (a.revision < b.revision ? -1 : 1));
}

function isThere({ deleting, phase }: PodFacts): boolean {
  return !deleting && phase !== 'Succeeded' && phase !== 'Failed';
}

function byTrouble(a: PodFacts, b: PodFacts): number {
  return Number(a.ready) - Number(b.ready) || byName(a, b);
}

function byName(a: PodFacts, b: PodFacts): number {
  if (a.name === b.name) {
    return a.uid < b.uid ? -1 : 1;
  }
  return a.name < b.name ? -1 : 1;
}
