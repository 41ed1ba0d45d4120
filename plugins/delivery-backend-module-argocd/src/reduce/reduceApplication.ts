import { ApplicationFacts, OperationFacts, applicationSubject } from '@slipway/plugin-delivery-common';
import { InstantReader, Members, isMembers, itemsOf, membersOf, messageOf, textMembersOf, textOf } from '@slipway/plugin-delivery-node';
import { historyOperationsOf } from './historyOperations';
import { OperationOwner, stateOperationOf } from './operations';
import { conditionsOf, isOutdated, isRunning, operationOf } from './statusParts';
import { failingResourcesOf, imagesOf, workloadsOf } from './resources';
import { dryCommitsOf, revisionListOf, revisionsOf, sourcesOf, specSourcesOf } from './revisions';

/** What one Application object says, reduced to facts. */
export interface ReducedApplication {
  application: ApplicationFacts;
  operations: OperationFacts[];
  /** The object's position within its uid, a decimal string; absent where the object has none. */
  resourceVersion?: string;
  /** When the object was last written, as the API server's field managers say. */
  occurredAt?: string;
  /** What could not be read, in words. */
  problems: string[];
}

export interface ReduceOptions {
  /** Our clock in milliseconds: instants ahead of it are unknown. */
  now: number;
  /** The identity of a full sync that began at an instant, for history entries that do not say who asked for it. */
  identityAt?: (uid: string, startedAt: string) => string | undefined;
}

const SYNC_WORDS = ['Synced', 'OutOfSync', 'Unknown'] as const;
const HEALTH_WORDS = ['Healthy', 'Progressing', 'Degraded', 'Suspended', 'Missing', 'Unknown'] as const;

/** Reduces an Application object to facts. It takes whatever it is given: what cannot be read is left out and named in `problems`. */
export function reduceApplication(object: unknown, instance: string, options: ReduceOptions): ReducedApplication {
  const instants = new InstantReader(options.now);
  const root = membersOf(object);
  const metadata = membersOf(root.metadata);
  const spec = membersOf(root.spec);
  const status = membersOf(root.status);

  const namespace = textOf(metadata.namespace) ?? '';
  const name = textOf(metadata.name) ?? '';
  const uid = textOf(metadata.uid) ?? `${namespace}/${name}`;
  const owner: OperationOwner = {
    application: applicationSubject(instance, uid),
    instance,
    uid,
    sources: specSourcesOf(spec),
    dryCommits: dryCommitsOf(status),
  };

  const current = stateOperationOf(status, owner, instants);
  const identityAt = (startedAt: string) =>
    current?.startedAt === startedAt && !current.partial && !current.dryRun ? current.identity : options.identityAt?.(uid, startedAt);
  const past = historyOperationsOf(status, owner, instants, identityAt);

  const sync = membersOf(status.sync);
  const health = membersOf(status.health);
  const syncText = textOf(sync.status);
  const healthText = textOf(health.status);
  const healthMessage = messageOf(health.message);
  const healthSince = instants.read(health.lastTransitionTime, 'health.lastTransitionTime');
  const syncWord = known(SYNC_WORDS, syncText);
  const healthWord = known(HEALTH_WORDS, healthText);
  const comparedSources = sourcesOf(membersOf(sync.comparedTo));
  const resourceVersion = textOf(metadata.resourceVersion);
  const occurredAt = lastWrittenAt(metadata, instants);

  const application: ApplicationFacts = {
    instance,
    uid,
    namespace,
    name,
    project: textOf(spec.project) ?? 'default',
    applicationSet: applicationSetOf(metadata),
    labels: textMembersOf(metadata.labels),
    annotations: textMembersOf(metadata.annotations, key => key.startsWith('slipway.dev/')),
    destination: textMembersOf(spec.destination, key => ['server', 'name', 'namespace'].includes(key)),
    sources: owner.sources,
    autoSync: syncsItself(spec),
    deleting: textOf(metadata.deletionTimestamp) !== undefined,
    operationPending: isMembers(root.operation) && !isRunning(status),
    sync: syncWord ?? 'Unknown',
    ...(syncWord === undefined && syncText !== undefined && { syncWord: syncText }),
    health: healthWord ?? 'Unknown',
    ...(healthWord === undefined && healthText !== undefined && { healthWord: healthText }),
    ...(healthMessage !== undefined && { healthMessage }),
    ...(healthSince !== undefined && { healthSince }),
    ...(isOutdated(status) && { outdated: true }),
    revisionList: revisionListOf(
      revisionsOf(sync),
      comparedSources.some(({ repoURL }) => repoURL !== '') ? comparedSources : owner.sources,
      owner.dryCommits,
    ),
    operation: operationOf(status, current, instants),
    operationRevisions: revisionsOf(membersOf(membersOf(status.operationState).syncResult)),
    lastDeployedRevisions: revisionsOf(membersOf(itemsOf(status.history).at(-1))),
    history: itemsOf(status.history).length,
    images: imagesOf(membersOf(status.summary).images),
    conditions: conditionsOf(status, instants),
    workloads: workloadsOf(status.resources),
    failingResources: failingResourcesOf(status.resources),
  };

  return {
    application,
    operations: current === undefined ? past : [...past, current],
    ...(resourceVersion !== undefined && /^\d+$/.test(resourceVersion) && { resourceVersion }),
    ...(occurredAt !== undefined && { occurredAt }),
    problems: [...new Set(instants.problems)],
  };
}

function applicationSetOf(metadata: Members): string | null {
  const owner = itemsOf(metadata.ownerReferences)
    .map(membersOf)
    .find(({ kind }) => kind === 'ApplicationSet');
  return textOf(owner?.name) ?? null;
}

function syncsItself(spec: Members): boolean {
  const { automated } = membersOf(spec.syncPolicy);
  return isMembers(automated) && automated.enabled !== false;
}

function lastWrittenAt(metadata: Members, instants: InstantReader): string | undefined {
  return itemsOf(metadata.managedFields)
    .flatMap(entry => instants.read(membersOf(entry).time, 'managedFields.time') ?? [])
    .sort()
    .at(-1);
}

function known<Word extends string>(words: readonly Word[], text: string | undefined): Word | undefined {
  return words.find(word => word === text);
}
