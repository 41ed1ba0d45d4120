import { Fields } from '@slipway/plugin-delivery-node';

const source: Fields = {
  repoURL: true,
  path: true,
  chart: true,
  targetRevision: true,
  ref: true,
};
const hydrated: Fields = { hydratedSHA: true, drySHA: true };

/** The members of an Application that `reduceApplication` reads; the parsing thread hands over nothing else. */
export const applicationFields: Fields = {
  metadata: {
    uid: true,
    namespace: true,
    name: true,
    resourceVersion: true,
    deletionTimestamp: true,
    labels: true,
    annotations: { 'slipway.dev/*': true },
    ownerReferences: { kind: true, name: true },
    managedFields: { time: true },
  },
  spec: {
    project: true,
    destination: true,
    source,
    sources: source,
    sourceHydrator: { drySource: true, syncSource: true },
    syncPolicy: { automated: true },
  },
  operation: { initiatedBy: true },
  status: {
    sync: {
      status: true,
      revision: true,
      revisions: true,
      comparedTo: { source, sources: source },
    },
    health: true,
    history: {
      deployStartedAt: true,
      deployedAt: true,
      initiatedBy: true,
      revision: true,
      revisions: true,
      source,
      sources: source,
    },
    conditions: true,
    summary: { images: true },
    resources: {
      group: true,
      kind: true,
      namespace: true,
      name: true,
      hook: true,
      health: true,
    },
    operationState: {
      phase: true,
      message: true,
      startedAt: true,
      finishedAt: true,
      retryCount: true,
      operation: {
        initiatedBy: true,
        sync: {
          dryRun: true,
          resources: true,
          autoHealAttemptsCount: true,
          revision: true,
          revisions: true,
          source,
          sources: source,
          syncOptions: true,
        },
      },
      syncResult: {
        revision: true,
        revisions: true,
        source,
        sources: source,
        resources: {
          group: true,
          kind: true,
          namespace: true,
          name: true,
          status: true,
          message: true,
          hookPhase: true,
          hookType: true,
          images: true,
        },
      },
    },
    sourceHydrator: {
      lastSuccessfulOperation: hydrated,
      currentOperation: hydrated,
    },
  },
};
