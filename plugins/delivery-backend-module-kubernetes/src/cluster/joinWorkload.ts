import { ContainerFacts, PodFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { ReducedWorkload } from '../reduce/reduceWorkload';

const MOST_PODS = 100;

/** A ReplicaSet as far as it tells a Deployment's revisions apart. */
interface Revision {
  hash?: string;
  revision?: string;
}

/** A workload with its pods; of a Deployment and a DaemonSet the revisions, too, which their own objects do not name. */
export function joinWorkload({ facts, containers, revision }: ReducedWorkload, replicaSets: Revision[], pods: PodFacts[]): WorkloadFacts {
  const told = pods.map(pod => ({ ...pod, containers: withInjected(pod.containers, containers) }));
  const listed = told.length > MOST_PODS ? [...told].sort(byTrouble).slice(0, MOST_PODS) : told;
  return {
    ...facts,
    ...(facts.kind === 'Deployment' && deploymentRevisions(replicaSets, pods, revision)),
    ...(facts.kind === 'DaemonSet' && onlyRevision(pods)),
    pods: listed.sort(byName),
    ...(told.length > MOST_PODS && { morePods: told.length - MOST_PODS }),
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

// While pods of two templates run, a DaemonSet does not say which is the newer one.
function onlyRevision(pods: PodFacts[]) {
  const [first, ...more] = new Set(pods.filter(({ deleting }) => !deleting).map(({ revision }) => revision));
  return first !== undefined && more.length === 0 ? { stableRevision: first, updateRevision: first } : {};
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
