import { Application } from '@slipway/plugin-delivery-common';
import { ApplicationProjection } from '../domain';

/** An application as the API answers it: the present facts, in Argo CD's own words. */
export function toApplicationRow({ facts, seenAt }: ApplicationProjection): Application {
  const { operation } = facts;
  return {
    instance: facts.instance,
    uid: facts.uid,
    namespace: facts.namespace,
    name: facts.name,
    project: facts.project,
    sync: facts.sync,
    ...(facts.syncWord === undefined ? {} : { syncWord: facts.syncWord }),
    health: facts.health,
    ...(facts.healthWord === undefined ? {} : { healthWord: facts.healthWord }),
    operation: operation && {
      phase: operation.phase,
      startedAt: operation.startedAt ?? null,
      finishedAt: operation.finishedAt ?? null,
      message: operation.message ?? null,
      partial: operation.partial,
      dryRun: operation.dryRun,
    },
    revisions: facts.revisionList.map(item => item.revision),
    revisionList: facts.revisionList.map(item => ({ ...item })),
    operationRevisions: facts.operationRevisions,
    lastDeployedRevisions: facts.lastDeployedRevisions,
    images: facts.images,
    history: facts.history,
    sources: facts.sources.length,
    autoSync: facts.autoSync,
    operationPending: facts.operationPending,
    deleting: facts.deleting,
    applicationSet: facts.applicationSet,
    conditions: facts.conditions.map(item => item.type),
    seenAt,
  };
}
