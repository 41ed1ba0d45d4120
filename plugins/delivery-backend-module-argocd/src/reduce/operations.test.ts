import { OperationFacts, subjectOf } from '@slipway/plugin-delivery-common';
import { operationOrderOf } from './operationOrder';
import { reduceApplication } from './reduceApplication';

const now = Date.parse('2026-05-01T12:00:00Z');
const started = '2026-05-01T11:00:00Z';

function operationsOf(status: object): OperationFacts[] {
  return reduceApplication({ metadata: { uid: 'u1', name: 'cart' }, status }, 'main', { now }).operations;
}

const state = (parts: { sync?: object; initiatedBy?: object; [key: string]: unknown }) => {
  const { sync, initiatedBy, ...rest } = parts;
  return {
    operationState: {
      phase: 'Succeeded',
      startedAt: started,
      finishedAt: '2026-05-01T11:00:05Z',
      operation: { sync: sync ?? {}, initiatedBy: initiatedBy ?? {} },
      ...rest,
    },
  };
};

const subjects = (status: object) => operationsOf(status).map(facts => subjectOf('operation', facts));

describe('operations', () => {
  const pairs: Array<[string, boolean, object, object]> = [
    ['another revision is the same operation', true, state({ sync: { revision: 'a' } }), state({ sync: { revision: 'b' } })],
    ['a retry is the same operation', true, state({ phase: 'Running' }), state({ retryCount: 2 })],
    ['another start is another operation', false, state({}), state({ startedAt: '2026-05-01T11:00:01Z' })],
    ['a dry run is another operation', false, state({}), state({ sync: { dryRun: true } })],
    [
      'another initiator is another operation',
      false,
      state({ initiatedBy: { username: 'ada' } }),
      state({ initiatedBy: { automated: true } }),
    ],
    [
      'other resources are another operation',
      false,
      state({ sync: { resources: [{ kind: 'A', name: 'a' }] } }),
      state({ sync: { resources: [{ kind: 'A', name: 'b' }] } }),
    ],
    [
      'the order of resources says nothing',
      true,
      state({
        sync: {
          resources: [
            { kind: 'A', name: 'a' },
            { kind: 'B', name: 'b' },
          ],
        },
      }),
      state({
        sync: {
          resources: [
            { kind: 'B', name: 'b' },
            { kind: 'A', name: 'a' },
          ],
        },
      }),
    ],
    [
      'another self-heal attempt is another operation',
      false,
      state({
        sync: {
          resources: [{ kind: 'A', name: 'a' }],
          autoHealAttemptsCount: 1,
        },
      }),
      state({
        sync: {
          resources: [{ kind: 'A', name: 'a' }],
          autoHealAttemptsCount: 2,
        },
      }),
    ],
    ['attempts say nothing where no resources are given', true, state({ sync: { autoHealAttemptsCount: 1 } }), state({})],
  ];
  it.each(pairs)('%s', (_, same, a, b) => {
    expect(subjects(a)[0] === subjects(b)[0]).toBe(same);
  });

  it('sees a history entry as the same operation again, and as the final word', () => {
    const initiatedBy = { automated: true };
    const seen = operationsOf({
      ...state({ initiatedBy, retryCount: 3 }),
      history: [
        {
          id: 0,
          deployStartedAt: started,
          deployedAt: '2026-05-01T11:00:04Z',
          revision: 'abc',
          initiatedBy,
        },
      ],
    });
    expect(new Set(seen.map(facts => subjectOf('operation', facts))).size).toBe(1);
    expect(seen.map(facts => [facts.via, operationOrderOf(facts)])).toEqual([
      ['history', { epoch: '2147483647', position: '4' }],
      ['operationState', { epoch: '3', position: '3' }],
    ]);
  });

  it('finds an old history entry by the start of the operation that is still shown, and else calls its identity unknown', () => {
    const old = {
      deployStartedAt: '2026-05-01T09:00:00Z',
      deployedAt: '2026-05-01T09:00:04Z',
      revision: 'abc',
    };
    const seen = operationsOf({
      ...state({ initiatedBy: { username: 'ada' } }),
      history: [old, { ...old, deployStartedAt: started }],
    });
    expect(seen[0].identity).toBe('-');
    expect(seen[1].identity).toBe(seen[2].identity);
  });

  const phases: Array<[unknown, string]> = [
    ['Running', '1'],
    ['Terminating', '2'],
    ['Failed', '3'],
    ['Error', '3'],
    ['Succeeded', '3'],
    ['history', '0'],
    ['constructor', '0'],
    [undefined, '0'],
  ];
  it.each(phases)('gives phase %s the rank %s', (phase, position) => {
    const [facts] = operationsOf(state({ phase }));
    expect(operationOrderOf(facts)).toEqual({ epoch: '0', position });
  });

  it('has no end while it waits for a retry', () => {
    const [facts] = operationsOf(state({ phase: 'Running', message: 'Retrying', retryCount: 1 }));
    expect(facts.finishedAt).toBeUndefined();
    expect(facts.message).toBeUndefined();
  });

  it('takes the images of a full sync, without hooks and what was pruned', () => {
    const resources = [
      { kind: 'Deployment', name: 'b', status: 'Synced', images: ['cart:2'] },
      {
        kind: 'Deployment',
        name: 'a',
        status: 'Synced',
        images: ['cart:2', 'proxy:1'],
      },
      { kind: 'Deployment', name: 'old', status: 'Pruned', images: ['cart:1'] },
      {
        kind: 'Job',
        name: 'migrate',
        hookType: 'PreSync',
        images: ['migrate:1'],
      },
    ];
    const [facts] = operationsOf(state({ syncResult: { resources } }));
    expect(facts.images).toEqual(['cart:2', 'proxy:1']);
    const unknown = [
      state({
        syncResult: {
          resources: [{ kind: 'Deployment', name: 'a', status: 'Synced' }],
        },
      }),
      state({ syncResult: { resources }, phase: 'Failed' }),
      state({
        syncResult: { resources },
        sync: { syncOptions: ['ApplyOutOfSyncOnly=true'] },
      }),
      state({
        syncResult: { resources },
        sync: { resources: [{ kind: 'A', name: 'a' }] },
      }),
    ];
    expect(unknown.map(status => operationsOf(status)[0].images)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('says which resources failed, hooks among them', () => {
    const resources = [
      {
        group: 'batch',
        kind: 'Job',
        namespace: 'shop',
        name: 'migrate',
        hookPhase: 'Failed',
        message: 'backoff limit',
      },
      {
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'a',
        status: 'SyncFailed',
        message: 'denied',
      },
      { kind: 'Service', namespace: 'shop', name: 'b', status: 'Synced' },
    ];
    const [facts] = operationsOf(
      state({
        phase: 'Failed',
        message: 'one or more failed',
        syncResult: { resources },
      }),
    );
    expect(facts.failedResources).toEqual([
      {
        group: '',
        kind: 'ConfigMap',
        namespace: 'shop',
        name: 'a',
        message: 'denied',
      },
      {
        group: 'batch',
        kind: 'Job',
        namespace: 'shop',
        name: 'migrate',
        message: 'backoff limit',
      },
    ]);
    expect(facts.message).toBe('one or more failed');
  });
});
