import { WorkloadFacts } from '@slipway/plugin-delivery-common';
import { countOf, itemsOf, Members, membersOf, textOf } from '@slipway/plugin-delivery-node';
import { WorkloadKind } from '../read/resources';

type Progress = Pick<
  WorkloadFacts,
  'desired' | 'updated' | 'available' | 'observed' | 'paused' | 'canaryWeight' | 'stableRevision' | 'updateRevision'
>;

/** How far a workload's controller is; a Deployment's and a DaemonSet's revisions are known with their pods only. */
export function progressOf(kind: WorkloadKind, metadata: Members, spec: Members, status: Members): Progress {
  // An Argo Rollout writes the generation as text.
  const observed = Number(status.observedGeneration ?? 0) >= countOf(metadata.generation);
  switch (kind) {
    case 'Deployment':
      return { ...replicas(spec, status), observed, ...(spec.paused === true && { paused: true }) };
    case 'StatefulSet':
      return { ...replicas(spec, status), observed, ...revisions(status.currentRevision, status.updateRevision) };
    case 'DaemonSet':
      return {
        desired: countOf(status.desiredNumberScheduled),
        updated: countOf(status.updatedNumberScheduled),
        available: countOf(status.numberAvailable),
        observed,
      };
    case 'Job':
      // A Job's controller does not say which generation it has seen; its template never changes.
      return { ...desired(spec.completions), observed: true, ...(spec.suspend === true && { paused: true }) };
    case 'Rollout':
      return { ...replicas(spec, status), observed, ...rolloutOf(spec, status) };
    default:
      throw new Error(`Unknown kind of workload '${kind}'`);
  }
}

function replicas(spec: Members, status: Members) {
  return {
    // The API server writes the default into what it stores.
    ...desired(spec.replicas ?? 1),
    updated: countOf(status.updatedReplicas),
    available: countOf(status.availableReplicas),
  };
}

function desired(count: unknown): { desired?: number } {
  return typeof count === 'number' ? { desired: countOf(count) } : {};
}

function revisions(stable: unknown, update: unknown) {
  const words = { stableRevision: textOf(stable), updateRevision: textOf(update) };
  return {
    ...(words.stableRevision !== undefined && { stableRevision: words.stableRevision }),
    ...(words.updateRevision !== undefined && { updateRevision: words.updateRevision }),
  };
}

function rolloutOf(spec: Members, status: Members): Partial<Progress> {
  const stable = textOf(membersOf(status.blueGreen).activeSelector) ?? textOf(status.stableRS);
  const found = revisions(stable, status.currentPodHash);
  const isPaused = spec.paused === true || status.controllerPause === true || itemsOf(status.pauseConditions).length > 0;
  const moving = found.stableRevision !== undefined && found.stableRevision !== found.updateRevision;
  const weight = moving ? canaryWeightOf(spec, status) : undefined;
  return { ...found, ...(isPaused && { paused: true }), ...(weight !== undefined && { canaryWeight: weight }) };
}

// Without a traffic router Argo Rollouts publishes no weight: it is that of the last step that sets one, up to the present step.
function canaryWeightOf(spec: Members, status: Members): number | undefined {
  const { weight } = membersOf(membersOf(membersOf(status.canary).weights).canary);
  if (typeof weight === 'number' && weight >= 0 && weight <= 100) {
    return weight;
  }
  const { canary } = membersOf(spec.strategy);
  if (canary === undefined) {
    return undefined;
  }
  if (status.abort === true) {
    return 0;
  }
  const steps = itemsOf(membersOf(canary).steps).map(step => membersOf(step).setWeight);
  const at = countOf(status.currentStepIndex);
  if (steps.length === 0 || at >= steps.length) {
    return 100;
  }
  const set = steps.slice(0, at + 1).findLast(step => typeof step === 'number');
  return typeof set === 'number' ? Math.min(100, Math.max(0, set)) : 0;
}
