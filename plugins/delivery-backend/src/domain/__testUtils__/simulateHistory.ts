import {
  FactsByKind,
  ObservationKind,
  ObservationOrder,
  OPERATION_PHASE_RANK,
  OperationFacts,
  subjectOf,
} from '@slipway/plugin-delivery-common';
import { hashFacts } from '@slipway/plugin-delivery-node';
import { entityFacts } from '../../__testUtils__/facts';
import { StoredObservation } from '../model';
import { SimulatedApplication, SimulatedPlace } from './SimulatedApplication';

/** What may happen to a simulated application. */
export const ACTIONS = [
  'push',
  'pushNothing',
  'revert',
  'sync',
  'partialSync',
  'dryRun',
  'selfHeal',
  'retry',
  'succeed',
  'fail',
  'healthy',
  'degrade',
  'progress',
  'relist',
  'vanish',
  'return',
  'recreate',
  'tie',
  'copy',
  'build',
  'commit',
  'tag',
] as const;

/** One thing that happens, and how much of it is seen. */
export interface SimulatedStep {
  place: number;
  action: (typeof ACTIONS)[number];
  /** Seconds that pass before it; 0 makes equal instants. */
  seconds: number;
  /** The source was away: nothing of it is seen. */
  lost: boolean;
  /** Argo CD gives no instant. */
  timeless: boolean;
  /** Argo CD publishes no images. */
  imageless: boolean;
}

/** An observation with the identity that its source gave it. */
export type SimulatedObservation = StoredObservation & { id: string };

/** The places that histories are about: two instances, and two applications that manage the same workload. */
export const PLACES: SimulatedPlace[] = [
  { instance: 'main', name: 'cart', environment: 'dev' },
  { instance: 'main', name: 'cart-production', environment: 'production' },
  { instance: 'edge', name: 'cart', environment: 'staging' },
];

const START = Date.UTC(2026, 0, 1);
const REPOSITORY = 'git.example.com/acme/cart';
const OTHER = 'git.example.com/acme/other';
const IMAGES = 'registry.example.com/acme/cart';

/** Plays the steps; answers what was seen, in the order in which it happened. */
export function simulateHistory(steps: readonly SimulatedStep[]): SimulatedObservation[] {
  const seen = new Array<SimulatedObservation>();
  const applications = PLACES.map(place => new SimulatedApplication(place, 0));
  const retired = PLACES.map(() => 0);
  let epoch = 1;
  let position = 0;
  let clock = START;
  const see = <K extends ObservationKind>(kind: K, facts: FactsByKind[K], order: ObservationOrder, source: string) => {
    const contentHash = hashFacts(facts);
    const subject = subjectOf(kind, facts);
    const id = `${subject}@${order.epoch}.${order.position}/${contentHash}`;
    const seenAt = new Date(clock + 100 * seen.length).toISOString();
    seen.push({ id, kind, subject, source, credential: source, order, seenAt, contentHash, facts });
  };
  const cart = { 'argocd/app-name': 'cart', 'argocd/instance-name': 'main', 'slipway.dev/repository': REPOSITORY };
  see('entity', entityFacts({ ref: 'component:default/cart', annotations: cart }), at(1, 0), 'catalog');
  see('entity', entityFacts({ ref: 'component:default/shop', annotations: { 'argocd/app-name': 'cart' } }), at(1, 1), 'catalog');
  see('entity', entityFacts({ ref: 'component:default/store' }), at(1, 2), 'catalog');
  steps.forEach((step, serial) => {
    clock += step.seconds * 1000;
    const now = new Date(clock).toISOString().replace('.000Z', 'Z');
    const before = applications[step.place];
    const source = `argocd/${before.place.instance}`;
    if (step.action === 'copy') {
      const copied = seen[serial % seen.length];
      seen.push({ ...copied, seenAt: new Date(clock + 100 * seen.length).toISOString() });
      return;
    }
    if (step.action === 'relist') {
      epoch += 1;
    }
    if (step.action === 'recreate') {
      see('application', { ...before.look(), gone: true }, at(epoch, ++position), source);
      applications[step.place] = new SimulatedApplication(before.place, ++retired[step.place]);
    }
    const told = tellOfImages(before, step, serial);
    if (told) {
      if (!step.lost) {
        see(told.kind, told.facts, told.order, 'registry');
      }
      return;
    }
    const application = applications[step.place];
    act(application, step, now, serial);
    if (step.lost) {
      return;
    }
    const { operation } = application;
    if (operation) {
      see('operation', operation, operationOrder(operation), source);
      if (operation.phase === 'Succeeded' && !operation.partial && !operation.dryRun && !step.imageless) {
        see('operation', historyOf(operation, serial), operationOrder({ ...operation, via: 'history' }), source);
      }
    }
    if (step.action !== 'tie') {
      position += 1;
    }
    see('application', application.look(), at(epoch, position), step.action === 'tie' && serial % 3 === 0 ? `${source}/second` : source);
  });
  return seen;
}

const digestOf = (tag: string) => `sha256:${tag.padStart(64, '0')}`;
const commitOf = (tag: string) => tag.padStart(40, 'a');

/** What a registry or a Git host tells of the images that the application was to run, whether it does or not. */
function tellOfImages({ past }: SimulatedApplication, { action, imageless, timeless }: SimulatedStep, serial: number) {
  const tag = past[serial % past.length][0].split(':')[1];
  const repository = timeless ? OTHER : REPOSITORY;
  switch (action) {
    case 'build': {
      const labels = { 'org.opencontainers.image.version': `v${tag}` };
      const built = { commit: commitOf(tag), commitFrom: 'label' as const, ...(serial % 2 === 0 && { sourceRepository: repository }) };
      const facts = { digest: digestOf(tag), repository: IMAGES, ...(imageless ? {} : { labels, ...built }) };
      return { kind: 'artifact' as const, facts, order: at(0, 0) };
    }
    case 'commit':
      return { kind: 'change' as const, facts: { repository, commit: commitOf(tag) }, order: at(0, 0) };
    case 'tag':
      // A tag may be moved.
      return {
        kind: 'tag' as const,
        facts: { repository: IMAGES, tag, digest: digestOf(serial % 5 === 0 ? '0' : tag) },
        order: at(1, serial),
      };
    default:
      return undefined;
  }
}

function act(application: SimulatedApplication, step: SimulatedStep, now: string, serial: number): void {
  const since = step.timeless ? undefined : now;
  const { operation } = application;
  switch (step.action) {
    case 'push':
    case 'revert':
      application.head = `r${serial}`;
      application.desired =
        step.action === 'push' ? [`registry.example.com/acme/cart:${serial}`] : application.past[serial % application.past.length];
      application.past.push(application.desired);
      return application.compare('OutOfSync');
    case 'pushNothing':
      application.head = `r${serial}`;
      return application.compare('Synced');
    case 'sync':
      return application.begin(now, { partial: false, dryRun: false, selfHeal: false }, serial);
    case 'partialSync':
      return application.begin(now, { partial: true, dryRun: false, selfHeal: false }, serial);
    case 'dryRun':
      return application.begin(now, { partial: false, dryRun: true, selfHeal: false }, serial);
    case 'selfHeal':
      return application.begin(now, { partial: true, dryRun: false, selfHeal: true }, serial);
    case 'retry':
      if (operation?.phase === 'Running') {
        application.operation = { ...operation, retryCount: operation.retryCount + 1, revisionList: application.revisions() };
      }
      return undefined;
    case 'succeed':
    case 'fail':
      if (operation?.phase === 'Running') {
        end(application, operation, step, now);
      }
      return undefined;
    case 'healthy':
      application.running = application.running.slice(-1);
      return application.turn('Healthy', since);
    case 'degrade':
      return application.turn('Degraded', since);
    case 'progress':
      return application.turn('Progressing', since);
    case 'vanish':
      return application.change({ gone: true });
    case 'return':
      return application.change({ gone: undefined });
    default:
      // A tie is another look at the same order.
      return application.change({ healthMessage: `look ${serial}` });
  }
}

function end(application: SimulatedApplication, operation: OperationFacts, step: SimulatedStep, now: string): void {
  const succeeded = step.action === 'succeed';
  const isReal = succeeded && !operation.dryRun;
  application.operation = {
    ...operation,
    phase: succeeded ? 'Succeeded' : 'Failed',
    ...(step.timeless ? {} : { finishedAt: now }),
    message: succeeded ? 'successfully synced' : 'one or more objects failed to apply',
    ...(isReal && !step.imageless ? { images: operation.partial ? ['registry.example.com/acme/partial:1'] : application.desired } : {}),
  };
  if (isReal && !operation.partial) {
    application.deployed.push(operation.revisionList[0].revision);
    application.running = [...new Set([...application.running, ...application.desired])];
    application.compare('Synced');
    application.turn('Progressing', step.timeless ? undefined : now);
    application.change(step.imageless ? {} : { outdated: true });
  }
}

// Old versions of Argo CD do not write into the history who asked for a sync, which leaves the identity open.
function historyOf(operation: OperationFacts, serial: number): OperationFacts {
  const { images: _images, message: _message, ...facts } = operation;
  return { ...facts, retryCount: 0, selfHeal: false, via: 'history', ...(serial % 4 === 0 ? { identity: '-' } : {}) };
}

function operationOrder({ retryCount, phase, via }: OperationFacts): ObservationOrder {
  return via === 'history'
    ? at(2 ** 31 - 1, OPERATION_PHASE_RANK.history)
    : at(retryCount, OPERATION_PHASE_RANK[phase as 'Running'] ?? OPERATION_PHASE_RANK.unknown);
}

function at(epoch: number, position: number): ObservationOrder {
  return { epoch: String(epoch), position: String(position) };
}
