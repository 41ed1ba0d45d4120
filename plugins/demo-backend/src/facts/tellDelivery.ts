import { Person } from '@slipway/plugin-delivery-common';
import { iso } from '../history/calendar';
import { Ending } from '../history/trouble';
import { GITOPS, replicasOf, repositoryOf } from '../organisation/services';
import { applicationFacts, Look, operationFacts, Place, Sync } from './application';
import { atInstant, ONCE, SOURCES, Told } from './told';
import { PodGroup, workloadFacts, WorkloadLook } from './workload';

/** A change of what a target runs, from Git to the pods. */
export interface ToldDelivery {
  image: string;
  revision: string;
  title: string;
  author: Person;
  committedAt: number;
  syncedAt: number;
  /** When the sync itself is over. */
  appliedAt: number;
  endsAt: number;
  ending: Ending;
  syncedBy?: string;
  canary?: ReadonlyArray<{ at: number; weight: number }>;
}

/** What ran before it. */
export interface Before {
  image: string;
  revision: string;
  since: number;
  sync: Sync;
}

const MIGRATION_FAILED = 'PreSync hook Job migrate failed: relation already exists; nothing was changed';

const missing = (revision: string, sync: Sync): Look => ({
  revision,
  images: [],
  sync,
  synced: false,
  health: 'Missing',
  healthSince: sync.startedAt,
});

/** Everything that Git, Argo CD and Kubernetes say of a delivery, in order. `detailed` tells of the sync while it runs and of each pod. */
export function tellDelivery(place: Place, delivery: ToldDelivery, before: Before | undefined, detailed = false): Told[] {
  const { image, revision, syncedAt, appliedAt, ending, syncedBy } = delivery;
  const sync: Sync = { revision, image, startedAt: syncedAt, ...(syncedBy !== undefined && { by: syncedBy }) };
  const over = { ...sync, finishedAt: appliedAt, ...(ending === 'sync-fails' && { failure: MIGRATION_FAILED }) };
  const as = before && { images: [before.image], deployed: before.revision, healthSince: before.since, health: 'Healthy' as const };
  const told: Told[] = [tellRevision(delivery)];
  if (place.syncedByHand && as) {
    told.push(tellLook(place, delivery.committedAt + 2_000, { ...as, revision, sync: before.sync, synced: false }));
  }
  if (detailed) {
    const begun: Look = as ? { ...as, revision, sync, synced: false } : missing(revision, sync);
    told.push(tellSync(place, syncedAt, sync, 'running'), tellLook(place, syncedAt + 1, begun));
  }
  told.push(tellSync(place, appliedAt, over, 'over'));
  if (ending === 'sync-fails') {
    return as ? [...told, tellLook(place, appliedAt + 1000, { ...as, revision, sync: over, synced: false })] : told;
  }
  return [...told, ...tellRollout(place, delivery, before, over, detailed)];
}

function tellRollout(place: Place, delivery: ToldDelivery, before: Before | undefined, sync: Sync, detailed: boolean): Told[] {
  const { image, revision, appliedAt, endsAt, ending, canary = [] } = delivery;
  const desired = replicasOf(place);
  const old: PodGroup | undefined =
    before && before.image !== image ? { image: before.image, count: desired, ready: desired, startedAt: before.since } : undefined;
  const look = { revision, images: old ? [old.image, image].sort() : [image], deployed: revision, sync, synced: true };
  const told: Told[] = [
    tellLook(place, appliedAt + 1000, {
      ...look,
      health: 'Progressing',
      healthSince: appliedAt,
      healthMessage: `Waiting for rollout to finish: 0 of ${desired} updated replicas are available`,
    }),
  ];
  for (const { at, weight } of canary) {
    const share = Math.max(1, Math.round((desired * weight) / 100));
    const coming = { image, count: share, ready: share, startedAt: at };
    told.push(
      tellLook(place, at, { ...look, health: 'Suspended', healthSince: at, healthMessage: `CanaryPauseStep: ${weight} % of the traffic` }),
      tellWorkload(place, at + 1, { desired, stable: old ?? coming, ...(old && { coming }), canaryWeight: weight }),
    );
  }
  if (ending !== 'healthy') {
    return [...told, ...tellFault(place, { delivery, old, look, desired })];
  }
  for (let ready = 1; detailed && ready < desired; ready++) {
    const at = appliedAt + Math.round(((endsAt - appliedAt) * ready) / desired);
    const coming = { image, count: ready + 1, ready, startedAt: appliedAt };
    const left = old && { ...old, count: desired - ready, ready: desired - ready };
    told.push(tellWorkload(place, at, left ? { desired, stable: left, coming } : { desired, stable: coming }));
  }
  const stable = { image, count: desired, ready: desired, startedAt: endsAt };
  return [
    ...told,
    tellWorkload(place, endsAt, { desired, stable }),
    tellLook(place, endsAt + 1, { ...look, images: [image], health: 'Healthy', healthSince: endsAt }),
  ];
}

/** A rollout that does not come to its end: the old pods serve on. */
function tellFault(
  place: Place,
  { delivery, old, look, desired }: { delivery: ToldDelivery; old?: PodGroup; look: Omit<Look, 'health' | 'healthSince'>; desired: number },
): Told[] {
  const { image, appliedAt, endsAt, ending } = delivery;
  const hangs = ending === 'hangs';
  const reason = hangs
    ? { reason: 'Unschedulable', message: '0/3 nodes are available: 3 Insufficient memory' }
    : { reason: 'CrashLoopBackOff', message: 'back-off 40s restarting failed container: the setting SESSION_KEY is missing', restarts: 5 };
  const coming = { image, count: 1, ready: 0, startedAt: appliedAt, reason };
  const workload: WorkloadLook = { desired, stable: old ?? coming, ...(old && { coming }), ...(hangs && { stuck: true }) };
  const words = hangs
    ? { health: 'Progressing' as const, healthMessage: `Waiting for rollout to finish: 0 of ${desired} updated replicas are available` }
    : {
        health: 'Degraded' as const,
        failing: { kind: 'Deployment', message: 'A new pod crashes at its start: the setting SESSION_KEY is missing' },
      };
  return [
    tellWorkload(place, endsAt, workload),
    tellLook(place, endsAt + 1, { ...look, ...words, healthSince: hangs ? appliedAt : endsAt }),
  ];
}

function tellRevision({ revision, title, author, committedAt }: ToldDelivery): Told<'revision'> {
  return {
    at: committedAt,
    kind: 'revision',
    source: SOURCES.git,
    order: ONCE,
    facts: () => ({
      repository: repositoryOf(GITOPS),
      revision,
      title,
      author: { name: author.name, email: author.email },
      committedAt: iso(committedAt),
    }),
  };
}

function tellSync(place: Place, at: number, sync: Sync, phase: 'running' | 'over'): Told<'operation'> {
  const order = { epoch: '0', position: phase === 'running' ? '1' : '3' };
  return { at, kind: 'operation', source: SOURCES.argocd, order, facts: () => operationFacts(place, sync) };
}

function tellLook(place: Place, at: number, look: Look): Told<'application'> {
  return { at, kind: 'application', source: SOURCES.argocd, order: atInstant(at), facts: () => applicationFacts(place, look) };
}

function tellWorkload(place: Place, at: number, look: WorkloadLook): Told<'workload'> {
  return { at, kind: 'workload', source: SOURCES.kubernetes, order: atInstant(at), facts: () => workloadFacts(place, look) };
}
