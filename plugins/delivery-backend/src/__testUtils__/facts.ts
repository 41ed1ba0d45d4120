import { ApplicationFacts, EntityFacts } from '@slipway/plugin-delivery-common';

/** Facts of an application that is well, with what a test says of it. */
export function applicationFacts(facts: Partial<ApplicationFacts> = {}): ApplicationFacts {
  return {
    instance: 'main',
    uid: 'uid-1',
    namespace: 'argocd',
    name: 'cart-production',
    project: 'default',
    applicationSet: null,
    labels: {},
    annotations: {},
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'cart-production',
    },
    sources: [{ repoURL: 'https://git.example.com/acme/gitops.git', path: 'cart' }],
    autoSync: true,
    deleting: false,
    operationPending: false,
    sync: 'Synced',
    health: 'Healthy',
    revisionList: [
      {
        source: 'https://git.example.com/acme/gitops.git',
        revision: '0123456789abcdef0123456789abcdef01234567',
        kind: 'git',
      },
    ],
    operation: null,
    operationRevisions: [],
    lastDeployedRevisions: [],
    history: 0,
    images: ['registry.example.com/acme/cart:1.4.0'],
    conditions: [],
    workloads: [],
    failingResources: [],
    ...facts,
  };
}

/** Facts of a component that claims nothing, with what a test says of it. */
export function entityFacts(facts: Partial<EntityFacts> & { ref: string }): EntityFacts {
  return { tags: [], annotations: {}, ...facts };
}
