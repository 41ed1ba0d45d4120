import { ReducedApplication, reduceApplication } from './reduceApplication';

const now = Date.parse('2026-05-01T12:00:00Z');
const reduce = (object: unknown): ReducedApplication => reduceApplication(object, 'main', { now });

const application = (parts: { metadata?: object; spec?: object; status?: object; operation?: object }) => ({
  metadata: {
    uid: 'u1',
    name: 'cart',
    namespace: 'argocd',
    resourceVersion: '7',
    ...parts.metadata,
  },
  spec: {
    source: { repoURL: 'https://git.example.com/gitops.git', path: 'cart' },
    ...parts.spec,
  },
  status: parts.status ?? {},
  ...(parts.operation && { operation: parts.operation }),
});

describe('reduceApplication', () => {
  const facts: Array<[string, Parameters<typeof application>[0], Record<string, unknown>]> = [
    ['auto-sync that is switched off is off', { spec: { syncPolicy: { automated: { enabled: false } } } }, { autoSync: false }],
    ['auto-sync without members is on', { spec: { syncPolicy: { automated: {} } } }, { autoSync: true }],
    [
      'an unheard-of health word is Unknown and kept',
      { status: { health: { status: 'Sleepy' } } },
      { health: 'Unknown', healthWord: 'Sleepy' },
    ],
    ['an unheard-of sync word is Unknown and kept', { status: { sync: { status: 'Almost' } } }, { sync: 'Unknown', syncWord: 'Almost' }],
    ['without a project it is in default', {}, { project: 'default' }],
    ['a sync that is asked for is pending', { operation: { sync: {} } }, { operationPending: true }],
    [
      'a sync that runs is no longer pending',
      {
        operation: { sync: {} },
        status: { operationState: { phase: 'Running' } },
      },
      { operationPending: false },
    ],
    [
      'a sync that is asked for after one that ended is pending',
      {
        operation: { sync: {} },
        status: { operationState: { phase: 'Succeeded' } },
      },
      { operationPending: true },
    ],
    [
      'a chart, a Git repository and an OCI artifact are told apart',
      {
        spec: {
          source: undefined,
          sources: [
            { repoURL: 'registry.example.com/charts', chart: 'cart' },
            { repoURL: 'https://user:secret@git.example.com/values.git' },
            { repoURL: 'oci://registry.example.com/cart' },
          ],
        },
        status: { sync: { revisions: ['1.2.0', 'abc', 'sha256:00'] } },
      },
      {
        revisionList: [
          {
            source: 'registry.example.com/charts',
            revision: '1.2.0',
            kind: 'chart',
          },
          {
            source: 'https://git.example.com/values.git',
            revision: 'abc',
            kind: 'git',
          },
          {
            source: 'oci://registry.example.com/cart',
            revision: 'sha256:00',
            kind: 'oci',
          },
        ],
      },
    ],
    [
      'a hydrated revision has its dry commit beside it',
      {
        spec: {
          source: undefined,
          sourceHydrator: {
            drySource: {
              repoURL: 'https://git.example.com/gitops.git',
              path: 'cart',
              targetRevision: 'HEAD',
            },
            syncSource: { targetBranch: 'environments/dev', path: 'cart' },
          },
        },
        status: {
          sync: { revision: 'wet1' },
          sourceHydrator: {
            lastSuccessfulOperation: { drySHA: 'dry1', hydratedSHA: 'wet1' },
          },
        },
      },
      {
        sources: [
          {
            repoURL: 'https://git.example.com/gitops.git',
            path: 'cart',
            targetRevision: 'environments/dev',
          },
        ],
        revisionList: [
          {
            source: 'https://git.example.com/gitops.git',
            revision: 'wet1',
            kind: 'git',
            dryRevision: 'dry1',
          },
        ],
      },
    ],
    [
      'only annotations of ours and every label are kept',
      {
        metadata: {
          labels: { team: 'shop', broken: 1 },
          annotations: { 'slipway.dev/paths': 'cart', other: 'x' },
        },
      },
      {
        labels: { team: 'shop' },
        annotations: { 'slipway.dev/paths': 'cart' },
      },
    ],
    ['images are a sorted set', { status: { summary: { images: ['b', 'a', 'b', 3, ''] } } }, { images: ['a', 'b'] }],
    [
      'workloads are kept by identity, hooks are not',
      {
        status: {
          resources: [
            {
              group: 'batch',
              kind: 'Job',
              namespace: 'shop',
              name: 'migrate',
              hook: true,
            },
            {
              group: 'apps',
              kind: 'Deployment',
              namespace: 'shop',
              name: 'cart',
              health: { status: 'Degraded', message: 'crash loop' },
            },
            { kind: 'Service', namespace: 'shop', name: 'cart' },
          ],
        },
      },
      {
        workloads: [
          {
            group: 'apps',
            kind: 'Deployment',
            namespace: 'shop',
            name: 'cart',
          },
        ],
        failingResources: [
          {
            group: 'apps',
            kind: 'Deployment',
            namespace: 'shop',
            name: 'cart',
            health: 'Degraded',
            message: 'crash loop',
          },
        ],
      },
    ],
    [
      'texts that PostgreSQL refuses are mended',
      { metadata: { labels: { note: 'a\u0000b\uD800c' } } },
      { labels: { note: 'a\uFFFDb\uFFFDc' } },
    ],
    [
      'the transition of a condition that stands twice is noise',
      {
        status: {
          conditions: [
            {
              type: 'A',
              message: '1',
              lastTransitionTime: '2026-05-01T10:00:00Z',
            },
            {
              type: 'A',
              message: '2',
              lastTransitionTime: '2026-05-01T11:00:00Z',
            },
            { type: 'B', lastTransitionTime: '2026-05-01T11:00:00+02:00' },
            { message: 'no type' },
          ],
        },
      },
      {
        conditions: [
          { type: 'A', message: '1' },
          { type: 'A', message: '2' },
          { type: 'B', lastTransitionTime: '2026-05-01T09:00:00.000Z' },
        ],
      },
    ],
  ];
  it.each(facts)('%s', (_, parts, expected) => {
    expect(reduce(application(parts)).application).toMatchObject(expected);
  });

  it('names an application without a uid by its place', () => {
    const { application: facts1 } = reduce({
      metadata: { name: 'cart', namespace: 'shop' },
    });
    expect(facts1.uid).toBe('shop/cart');
  });

  it('calls an instant ahead of our clock unknown and keeps the rest', () => {
    const {
      application: facts1,
      operations,
      problems,
    } = reduce(
      application({
        status: {
          health: {
            status: 'Healthy',
            lastTransitionTime: '2026-05-01T12:11:00Z',
          },
          operationState: {
            phase: 'Running',
            startedAt: '2027-01-01T00:00:00Z',
          },
        },
      }),
    );
    expect(facts1.healthSince).toBeUndefined();
    expect(facts1.operation).toMatchObject({ phase: 'Running' });
    expect(operations).toEqual([]);
    expect(problems).toEqual([
      'operationState.startedAt is unknown (source clock ahead)',
      'health.lastTransitionTime is unknown (source clock ahead)',
    ]);
  });

  it('says when the object was last written, where the field managers do', () => {
    const { occurredAt, resourceVersion } = reduce(
      application({
        metadata: {
          managedFields: [{ time: '2026-05-01T10:00:00Z' }, { time: '2026-05-01T11:00:00Z' }, {}],
        },
      }),
    );
    expect(occurredAt).toBe('2026-05-01T11:00:00.000Z');
    expect(resourceVersion).toBe('7');
  });

  it.each([
    ['a look from before the end of the sync is outdated', '2026-05-01T09:59:59Z', {}, true],
    ['a look after it is not', '2026-05-01T10:00:03Z', {}, undefined],
    ['a dry run changes nothing that could be outdated', '2026-05-01T09:59:59Z', { sync: { dryRun: true } }, undefined],
    ['a look at an unknown instant is taken as it is', undefined, {}, undefined],
  ])('%s', (_, reconciledAt, operation, outdated) => {
    const operationState = { phase: 'Succeeded', startedAt: '2026-05-01T09:59:58Z', finishedAt: '2026-05-01T10:00:00Z', operation };
    expect(reduce(application({ status: { reconciledAt, operationState } })).application.outdated).toBe(outdated);
  });

  it('does not see updates of fields that the record does not use', () => {
    const at = (reconciledAt: string, rv: string) =>
      reduce(
        application({
          metadata: { resourceVersion: rv, generation: 3, managedFields: [] },
          status: {
            reconciledAt,
            observedAt: reconciledAt,
            sync: { status: 'Synced' },
          },
        }),
      ).application;
    expect(at('2026-05-01T11:00:00Z', '8')).toEqual(at('2026-05-01T11:03:00Z', '9'));
  });
});
