import { hashFacts } from '@slipway/plugin-delivery-node';
import { reduceApplication } from './reduceApplication';

const now = Date.parse('2026-05-01T12:00:00Z');

const rich = {
  metadata: {
    uid: 'u1',
    name: 'cart',
    namespace: 'argocd',
    resourceVersion: '7',
    labels: { a: 'b' },
    annotations: { 'slipway.dev/paths': 'x' },
    ownerReferences: [{ kind: 'ApplicationSet', name: 'shop' }],
    managedFields: [{ time: '2026-05-01T11:00:00Z' }],
  },
  spec: {
    project: 'shop',
    destination: {
      server: 'https://kubernetes.default.svc',
      namespace: 'shop',
    },
    sources: [{ repoURL: 'https://git.example.com/a.git', path: 'a' }],
    syncPolicy: { automated: { enabled: true } },
    sourceHydrator: { drySource: { repoURL: 'x' }, syncSource: { path: 'y' } },
  },
  operation: { sync: {} },
  status: {
    sync: {
      status: 'Synced',
      revisions: ['abc'],
      comparedTo: { sources: [{ repoURL: 'x' }] },
    },
    health: { status: 'Healthy', lastTransitionTime: '2026-05-01T11:00:00Z' },
    history: [
      {
        deployStartedAt: '2026-05-01T11:00:00Z',
        deployedAt: '2026-05-01T11:00:00Z',
        revision: 'abc',
        initiatedBy: { automated: true },
      },
    ],
    conditions: [{ type: 'A', message: 'm', lastTransitionTime: '2026-05-01T11:00:00Z' }],
    summary: { images: ['a'] },
    resources: [
      {
        group: 'apps',
        kind: 'Deployment',
        namespace: 'n',
        name: 'd',
        health: { status: 'Missing', message: 'm' },
      },
    ],
    operationState: {
      phase: 'Succeeded',
      startedAt: '2026-05-01T11:00:00Z',
      finishedAt: '2026-05-01T11:00:00Z',
      retryCount: 1,
      operation: {
        sync: {
          resources: [{ kind: 'Deployment', name: 'd' }],
          syncOptions: ['a'],
        },
        initiatedBy: { username: 'ada' },
      },
      syncResult: {
        revisions: ['abc'],
        resources: [
          {
            kind: 'Deployment',
            name: 'd',
            status: 'SyncFailed',
            images: ['a'],
          },
        ],
      },
    },
    sourceHydrator: {
      lastSuccessfulOperation: { drySHA: 'd', hydratedSHA: 'abc' },
    },
  },
};

const oddities: unknown[] = [
  undefined,
  null,
  '',
  '\u0000\uDFFF',
  0,
  -1.5,
  true,
  [],
  [[]],
  [null, 1, 'x', {}],
  {},
  { status: { status: {} } },
  { toString: 1, constructor: 2, __proto__: null, length: -1 },
  'x'.repeat(1_000_000),
];

/** Every copy of a value in which one member, at any depth, is replaced. */
function* mutations(value: unknown, replacement: unknown): Generator<unknown> {
  yield replacement;
  if (typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      const member = (value as Record<string, unknown>)[key];
      for (const mutated of mutations(member, replacement)) {
        const copy = Object.assign(Array.isArray(value) ? [] : {}, value) as unknown as Record<string, unknown>;
        copy[key] = mutated;
        yield copy;
      }
    }
  }
}

describe('reduceApplication', () => {
  it('takes any object, with any one member replaced by something odd', () => {
    let count = 0;
    for (const oddity of oddities) {
      for (const object of mutations(rich, oddity)) {
        const { application, operations } = reduceApplication(object, 'main', {
          now,
        });
        // What comes out can be stored: it is JSON, small, and without NUL.
        const text = JSON.stringify([application, operations]);
        expect(text.length).toBeLessThan(100_000);
        expect(text).not.toContain('\\u0000');
        expect(hashFacts(application)).toHaveLength(43);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(1_000);
  });
});
