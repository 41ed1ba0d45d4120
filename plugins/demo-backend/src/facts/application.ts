import { ApplicationFacts, applicationSubject, OperationFacts, SourceRevision } from '@slipway/plugin-delivery-common';
import { iso } from '../history/calendar';
import { hexOf } from '../history/Dice';
import { GITOPS, manifestPath, repositoryOf, Target } from '../organisation/services';

/** The Argo CD of the demo cluster. */
export const INSTANCE = 'demo';

/** Where a service runs. */
export interface Place {
  service: string;
  target: Target;
  /** Somebody syncs it by hand. */
  syncedByHand?: boolean;
}

export const nameOf = ({ service, target }: Place) => `${service}-${target}`;
export const clusterOf = ({ target }: Place) => `demo-${target}`;

function uidOf(place: Place): string {
  const hex = hexOf(32, 'application', nameOf(place));
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** A sync as far as the demo cluster tells of it. */
export interface Sync {
  revision: string;
  image: string;
  startedAt: number;
  finishedAt?: number;
  failure?: string;
  by?: string;
}

const revisionList = (revision: string): SourceRevision[] => [{ source: `https://${repositoryOf(GITOPS)}.git`, revision, kind: 'git' }];
const phaseOf = ({ finishedAt, failure }: Sync) => {
  if (finishedAt === undefined) {
    return 'Running';
  }
  return failure === undefined ? 'Succeeded' : 'Failed';
};

/** What Argo CD says of a sync. */
export function operationFacts(place: Place, sync: Sync): OperationFacts {
  const { revision, image, startedAt, finishedAt, failure, by } = sync;
  const uid = uidOf(place);
  const phase = phaseOf(sync);
  return {
    application: applicationSubject(INSTANCE, uid),
    instance: INSTANCE,
    uid,
    startedAt: iso(startedAt),
    identity: '-',
    ...(finishedAt !== undefined && { finishedAt: iso(finishedAt) }),
    phase,
    ...(failure !== undefined && { message: failure }),
    partial: false,
    dryRun: false,
    retryCount: 0,
    selfHeal: false,
    initiatedBy: by === undefined ? { automated: true } : { username: by, automated: false },
    revisionList: revisionList(revision),
    ...(phase === 'Succeeded' && { images: [image] }),
    via: 'operationState',
    failedResources: [],
  };
}

/** How an application looks at a moment. */
export interface Look {
  /** What Git asks for. */
  revision: string;
  /** What runs. */
  images: string[];
  /** The revision that was deployed last. */
  deployed?: string;
  sync?: Sync;
  synced: boolean;
  health: ApplicationFacts['health'];
  healthSince: number;
  healthMessage?: string;
  failing?: { kind: string; message: string };
}

/** What Argo CD says of an application. */
export function applicationFacts(place: Place, look: Look): ApplicationFacts {
  const { service, target, syncedByHand = false } = place;
  const uid = uidOf(place);
  const workload = workloadIdentity(place);
  const { sync, failing, deployed } = look;
  return {
    instance: INSTANCE,
    uid,
    namespace: 'argocd',
    name: nameOf(place),
    project: 'demo',
    applicationSet: null,
    labels: {},
    annotations: {},
    destination: { name: clusterOf(place), namespace: service },
    sources: [
      {
        repoURL: `https://${repositoryOf(GITOPS)}.git`,
        path: manifestPath(service, target).replace('/kustomization.yaml', ''),
        targetRevision: 'main',
      },
    ],
    autoSync: !syncedByHand,
    deleting: false,
    operationPending: false,
    sync: look.synced ? 'Synced' : 'OutOfSync',
    health: look.health,
    ...(look.healthMessage !== undefined && { healthMessage: look.healthMessage }),
    healthSince: iso(look.healthSince),
    revisionList: revisionList(look.revision),
    operation: sync
      ? {
          phase: phaseOf(sync),
          startedAt: iso(sync.startedAt),
          ...(sync.finishedAt !== undefined && { finishedAt: iso(sync.finishedAt) }),
          ...(sync.failure !== undefined && { message: sync.failure }),
          partial: false,
          dryRun: false,
          retryCount: 0,
          selfHeal: false,
          subject: `${applicationSubject(INSTANCE, uid)}/${iso(sync.startedAt)}/-`,
        }
      : null,
    operationRevisions: sync ? [sync.revision] : [],
    lastDeployedRevisions: deployed === undefined ? [] : [deployed],
    history: deployed === undefined ? 0 : 1,
    images: look.images,
    conditions: [],
    workloads: [workload],
    failingResources: failing ? [{ ...workload, kind: failing.kind, health: 'Degraded', message: failing.message }] : [],
  };
}

/** The workload that runs a service: a canary is an Argo Rollout. */
export function workloadIdentity({ service, target }: Place) {
  const canary = service === 'storefront-web' && target.startsWith('production');
  return canary
    ? { group: 'argoproj.io', kind: 'Rollout', namespace: service, name: service }
    : { group: 'apps', kind: 'Deployment', namespace: service, name: service };
}
