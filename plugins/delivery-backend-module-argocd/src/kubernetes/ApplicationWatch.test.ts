import { BackOff, createAddressAccess, KubernetesApi, ObjectParser, UpstreamClient } from '@slipway/plugin-delivery-node';
import { mockServices } from '@backstage/backend-test-utils';
import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { FakeApiServer, FakeObject, FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { ApplicationWatch } from './ApplicationWatch';
import { ApplicationsApi } from './ApplicationsApi';

jest.setTimeout(30_000);

const parser = new ObjectParser();
afterAll(() => parser.close());

const cart = (parts: { name?: string; uid?: string; status?: object } = {}): FakeObject => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name: parts.name ?? 'cart', namespace: 'argocd', uid: parts.uid ?? `uid-of-${parts.name ?? 'cart'}` },
  spec: { source: { repoURL: 'https://git.example.com/gitops.git', path: 'cart' } },
  status: { sync: { status: 'Synced' }, health: { status: 'Healthy' }, ...parts.status },
});

const operation = (minute: number, phase: string, finish?: number) => ({
  phase,
  startedAt: `2026-05-01T11:${minute}:00Z`,
  ...(finish !== undefined && { finishedAt: `2026-05-01T11:${finish}:00Z` }),
  operation: { initiatedBy: { automated: true } },
  syncResult: { revision: 'abc' },
});

describe('ApplicationWatch', () => {
  let server: FakeApiServer;
  let running: Array<{ connection: FakeSourceConnection; done: Promise<unknown> }>;

  beforeEach(async () => {
    server = new FakeApiServer();
    await server.listen();
    running = [];
  });

  afterEach(async () => {
    running.forEach(({ connection }) => connection.loseLease());
    await Promise.all(running.map(({ done }) => done));
    await server.close();
  });

  function start(connection = new FakeSourceConnection(), silenceMs = 5_000): FakeSourceConnection {
    const access = createAddressAccess({ url: server.url, skipTlsVerify: false });
    const watch = new ApplicationWatch({
      instance: 'main',
      api: new ApplicationsApi(new KubernetesApi(new UpstreamClient({ access, silenceMs }), parser)),
      logger: mockServices.logger.mock(),
      now: () => Date.parse('2026-05-01T12:00:00Z'),
      backOff: new BackOff(5, 20),
    });
    running.push({ connection, done: watch.run(connection) });
    return connection;
  }

  const present = (connection: FakeSourceConnection) => connection.present('application').map(({ facts }) => facts as ApplicationFacts);
  const health = (connection: FakeSourceConnection, name: string) => present(connection).find(facts => facts.name === name)?.health;
  const isLive = (connection: FakeSourceConnection) => connection.reports.at(-1)?.state === 'live';
  const live = (connection: FakeSourceConnection) => connection.until('the watch to be live', () => isLive(connection));
  const setHealth = (name: string, status: string) =>
    server.patch('argocd', name, object => {
      (object.status as Record<string, unknown>).health = { status };
    });

  it('records a list in pages, and each change after it', async () => {
    for (let index = 0; index < 250; index += 1) {
      server.put(cart({ name: `app-${index}` }));
    }
    const connection = start();
    await live(connection);
    expect(present(connection)).toHaveLength(250);
    expect(connection.audits).toEqual([{ compared: 250, different: 250 }]);
    expect(connection.unseenSpans).toEqual([]);
    expect(server.requests.length).toBe(4);

    setHealth('app-7', 'Degraded');
    server.put(cart({ name: 'new' }));
    server.delete('argocd', 'app-3');
    await connection.until('the changes', () => present(connection).some(({ name, gone }) => name === 'app-3' && gone === true));
    expect(health(connection, 'app-7')).toBe('Degraded');
    expect(health(connection, 'new')).toBe('Healthy');
  });

  it('keeps the object as evidence, without the bookkeeping of field managers', async () => {
    const object = cart();
    server.put({
      ...object,
      metadata: { ...object.metadata, managedFields: [{ time: '2026-05-01T11:00:00Z' }], labels: { a: 'b\u0000' } },
    });
    const connection = start();
    await live(connection);
    const [{ id, occurredAt }] = connection.present('application');
    expect(occurredAt).toBe('2026-05-01T11:00:00.000Z');
    expect(connection.raw.get(id)).toMatchObject({ kind: 'Application', metadata: { name: 'cart', labels: { a: 'b\uFFFD' } } });
    expect(connection.raw.get(id)).not.toHaveProperty('metadata.managedFields');
  });

  it('writes nothing for an update that says nothing', async () => {
    server.put(cart());
    const connection = start();
    await live(connection);
    const { length } = connection.observations;
    for (let minute = 0; minute < 50; minute += 1) {
      server.patch('argocd', 'cart', object => {
        (object.status as Record<string, unknown>).reconciledAt = `2026-05-01T10:${minute}:00Z`;
      });
    }
    setHealth('cart', 'Degraded');
    await connection.until('the one that says something', () => health(connection, 'cart') === 'Degraded');
    expect(connection.observations).toHaveLength(length + 1);
  });

  it('takes up a watch that ends where it stood, without a list', async () => {
    server.put(cart());
    const connection = start();
    await live(connection);
    server.endWatches();
    setHealth('cart', 'Progressing');
    await connection.until('the change in between', () => health(connection, 'cart') === 'Progressing');
    expect(connection.audits).toHaveLength(1);
    expect(connection.unseenSpans).toEqual([]);
  });

  it('lists anew in another epoch when the place is forgotten, and says what it did not see', async () => {
    server.put(cart());
    server.put(cart({ name: 'gone' }));
    const connection = start();
    await live(connection);
    server.faults = { refuse: 503 };
    server.disconnect();
    await connection.until('the refusal', () => connection.reports.at(-1)?.state === 'retrying');
    setHealth('cart', 'Degraded');
    server.delete('argocd', 'gone');
    server.compact();
    server.faults = {};
    await connection.until('the second list', () => connection.audits.length === 2);
    await live(connection);
    expect(connection.audits[1]).toEqual({ compared: 2, different: 2 });
    expect(health(connection, 'cart')).toBe('Degraded');
    expect(present(connection).find(({ name }) => name === 'gone')).toMatchObject({ gone: true, health: 'Healthy' });
    expect(connection.observations.map(({ order }) => order.epoch).at(-1)).toBe('2');
    expect(connection.unseenSpans).toEqual([expect.objectContaining({ reason: 'the API server no longer knew the place of the watch' })]);
  });

  it('does not call anything gone after a list that broke off', async () => {
    for (let index = 0; index < 150; index += 1) {
      server.put(cart({ name: `app-${index}` }));
    }
    const first = start();
    await live(first);
    first.loseLease();
    server.faults = { breakPage: 2 };
    const second = start(first.next());
    await second.until('the broken list', () => second.reports.at(-1)?.state === 'retrying');
    expect(present(second).filter(({ gone }) => gone)).toEqual([]);
    expect(second.audits).toEqual([]);
    server.faults = { expirePage: 1 };
    await second.until('the forgotten list', () => server.requests.length > 10);
    expect(second.audits).toEqual([]);
    server.faults = {};
    await second.until('the whole list', () => second.audits.length > 0);
    expect(second.audits).toEqual([{ compared: 150, different: 0 }]);
    expect(second.observations).toHaveLength(150);
  });

  it('drops a connection that is silent and goes on', async () => {
    server.put(cart());
    const connection = start(new FakeSourceConnection(), 300);
    await live(connection);
    const asked = server.requests.length;
    await connection.until('the silence', () =>
      connection.reports.some(({ error }) => error?.includes('is silent: nothing came for 0.3 s')),
    );
    await connection.until('another watch', () => server.requests.length > asked && isLive(connection));
    setHealth('cart', 'Degraded');
    await connection.until('the change', () => health(connection, 'cart') === 'Degraded');
    expect(connection.audits).toHaveLength(1);
  });

  it('hears bookmarks and takes up from them', async () => {
    server.put(cart());
    const connection = start();
    await live(connection);
    const { heardCount } = connection;
    server.bookmark();
    await connection.until('the bookmark', () => connection.heardCount > heardCount);
    server.compact();
    server.endWatches();
    await connection.until('another watch', () => server.watching === 1);
    expect(connection.audits).toHaveLength(1);
  });

  it('tells a re-created application from the one before', async () => {
    server.put(cart({ uid: 'first' }));
    const connection = start();
    await live(connection);
    server.delete('argocd', 'cart');
    server.put(cart({ uid: 'second' }));
    await connection.until('both', () => present(connection).length === 2 && present(connection).some(({ gone }) => gone));
    expect(present(connection).map(({ uid, gone }) => [uid, gone])).toEqual([
      ['first', true],
      ['second', undefined],
    ]);
  });

  it('goes on after objects and lines that make no sense', async () => {
    server.put(cart());
    const connection = start();
    await live(connection);
    server.send('{"type":"MODIFIED","object":');
    server.send('{"type":"MODIFIED","object":17}');
    server.send('{"type":"FROBBED","object":{}}');
    server.send('null');
    setHealth('cart', 'Suspended');
    await connection.until('the change after them', () => health(connection, 'cart') === 'Suspended');
    expect(connection.audits).toHaveLength(1);
  });

  it('leaves out what the record refuses, and keeps what stands beside it', async () => {
    server.put(cart());
    server.put(cart({ name: 'poison' }));
    server.put(cart({ name: 'basket' }));
    const connection = new FakeSourceConnection();
    const record = connection.record.bind(connection);
    connection.record = async batch => {
      if (batch.observations.some(({ facts }) => 'name' in facts && facts.name === 'poison')) {
        throw Object.assign(new Error('unsupported Unicode escape sequence'), { code: '22P05' });
      }
      return record(batch);
    };
    start(connection);
    await live(connection);
    expect(present(connection).map(({ name }) => name)).toEqual(['cart', 'basket']);
  });

  it('waits for the database and loses nothing', async () => {
    server.put(cart());
    const connection = start();
    await live(connection);
    connection.failWith(new Error('connect ECONNREFUSED'));
    setHealth('cart', 'Degraded');
    await connection.until('the trouble', () => connection.reports.at(-1)?.error?.includes('The record cannot be written') === true);
    connection.failWith();
    await connection.until('the change', () => health(connection, 'cart') === 'Degraded');
    expect(connection.reports.at(-1)).toMatchObject({ state: 'live' });
  });

  it('ends when the lease is lost, and the next holder compares and repeats nothing', async () => {
    server.put(cart({ status: { operationState: operation(10, 'Succeeded', 11) } }));
    const first = start();
    await live(first);
    first.loseLease();
    await running[0].done;
    const second = start(first.next());
    await live(second);
    expect(second.audits).toEqual([{ compared: 1, different: 0 }]);
    expect(second.observations).toHaveLength(2);
    expect(second.batches.reduce((sum, size) => sum + size, 0)).toBe(0);
    expect(second.unseenSpans).toEqual([
      { from: '2026-05-01T12:00:00.000Z', until: '2026-05-01T12:00:00.000Z', reason: 'the source was not running' },
    ]);
  });

  it('records an operation once, through its phases, the history and a restart', async () => {
    const entry = {
      id: 0,
      revision: 'abc',
      deployStartedAt: '2026-05-01T11:10:00Z',
      deployedAt: '2026-05-01T11:11:00Z',
      initiatedBy: { automated: true },
    };
    server.put(cart({ status: { operationState: operation(10, 'Running') } }));
    const first = start();
    await live(first);
    server.put(cart({ status: { operationState: operation(10, 'Running'), history: [entry] } }));
    server.put(cart({ status: { operationState: operation(10, 'Succeeded', 11), history: [entry] } }));
    server.put(cart({ status: { history: [entry] } }));
    server.put(cart({ status: { operationState: operation(20, 'Running'), history: [entry] } }));
    await first.until('the second operation', () => first.present('operation').length === 2);
    const phases = () => first.observations.flatMap(({ kind, facts }) => (kind === 'operation' && 'phase' in facts ? [facts.phase] : []));
    expect(phases()).toEqual(['Running', 'Succeeded', 'Running']);
    first.loseLease();

    const later = { ...entry, id: 1, deployStartedAt: '2026-05-01T11:20:00Z', deployedAt: '2026-05-01T11:21:00Z' };
    server.put(cart({ status: { operationState: operation(30, 'Running'), history: [entry, later] } }));
    const second = start(first.next());
    await live(second);
    expect(second.present('operation')).toHaveLength(3);
    expect(second.observations.slice(-3).map(({ facts }) => ('via' in facts ? [facts.via, facts.startedAt] : 'application'))).toEqual([
      ['history', '2026-05-01T11:20:00.000Z'],
      ['operationState', '2026-05-01T11:30:00.000Z'],
      'application',
    ]);
  });

  it('finds a failed operation, that nothing shows any more, in the events of Argo CD', async () => {
    server.put(cart({ status: { operationState: operation(10, 'Succeeded', 11) } }));
    const first = start();
    await live(first);
    first.loseLease();
    const event = (reason: string, at: string, message: string): FakeObject => ({
      metadata: { uid: `${reason}-${at}` },
      involvedObject: { kind: 'Application', apiVersion: 'argoproj.io/v1alpha1', uid: 'uid-of-cart' },
      reason,
      message,
      firstTimestamp: at,
    });
    server.events = [
      event('OperationStarted', '2026-05-01T11:20:00Z', "Initiated automated sync to 'bad'"),
      event(
        'OperationCompleted',
        '2026-05-01T11:21:00Z',
        'Sync operation to bad failed: one or more objects failed to apply (retried 2 times).',
      ),
      event('OperationCompleted', '2026-05-01T11:11:00Z', 'Sync operation to abc succeeded'),
      event('OperationCompleted', '2026-05-01T11:31:00Z', 'Sync operation to abc succeeded'),
    ];
    server.put(cart({ status: { operationState: operation(30, 'Succeeded', 31), sync: { status: 'Synced', revision: 'abc' } } }));
    const second = start(first.next());
    await second.until('the end of the gap', () => second.unseenSpans.length === 1);
    const missed = second.present('operation').filter(({ facts }) => 'via' in facts && facts.via === 'event');
    expect(missed.map(({ facts }) => facts)).toEqual([
      expect.objectContaining({
        startedAt: '2026-05-01T11:20:00.000Z',
        finishedAt: '2026-05-01T11:21:00.000Z',
        phase: 'Failed',
        identity: '-',
        retryCount: 2,
        initiatedBy: { automated: true },
        message: 'one or more objects failed to apply (retried 2 times).',
        revisionList: [{ source: 'https://git.example.com/gitops.git', kind: 'git', revision: 'bad' }],
      }),
    ]);
  });

  const refusals: Array<[number, string]> = [
    [401, 'check its token'],
    [403, 'grant its account get, list and watch'],
    [404, 'custom resource definitions'],
  ];
  it.each(refusals)('says what to do about %s, and recovers', async (code, words) => {
    server.faults = { refuse: code };
    const connection = start();
    await connection.until('the refusal', () => connection.reports.at(-1)?.state === 'failed');
    expect(connection.reports.at(-1)?.error).toContain(words);
    server.faults = {};
    await live(connection);
  });
});
