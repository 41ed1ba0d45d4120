import { mockServices } from '@backstage/backend-test-utils';
import { WorkloadFacts } from '@slipway/plugin-delivery-common';
import { BackOff, createAddressAccess, KubernetesApi, ObjectParser, UpstreamClient } from '@slipway/plugin-delivery-node';
import { FakeApiServer, FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { DIGEST, deployment, PATHS, pod, replicaSet } from '../testing/objects';
import { WorkloadWatch, WorkloadWatchOptions } from './WorkloadWatch';

jest.setTimeout(30_000);

const parser = new ObjectParser();
afterAll(() => parser.close());

describe('WorkloadWatch', () => {
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

  function start(connection = new FakeSourceConnection(), options: Partial<WorkloadWatchOptions> = {}, silenceMs = 5_000) {
    const access = createAddressAccess({ url: server.url, skipTlsVerify: false });
    const watch = new WorkloadWatch({
      cluster: 'eu',
      api: new KubernetesApi(new UpstreamClient({ access, silenceMs }), parser),
      logger: mockServices.logger.mock(),
      now: () => Date.parse('2026-05-01T12:00:00Z'),
      backOff: () => new BackOff(5, 20),
      gatherMs: 1,
      ...options,
    });
    running.push({ connection, done: watch.run(connection) });
    return connection;
  }

  const present = (connection: FakeSourceConnection) => connection.present('workload').map(({ facts }) => facts as WorkloadFacts);
  const found = (connection: FakeSourceConnection, name = 'cart') => present(connection).find(facts => facts.name === name);
  const isLive = (connection: FakeSourceConnection) => connection.reports.at(-1)?.state === 'live';
  const live = (connection: FakeSourceConnection) => connection.until('the watches to be live', () => isLive(connection));
  const putCart = () => [replicaSet(1), deployment(), pod('cart-1-a')].forEach(object => server.put(object));

  it('records a Deployment with its pods, and each change after it', async () => {
    putCart();
    const connection = start();
    await live(connection);
    expect(connection.observations).toHaveLength(1);
    expect(connection.audits).toEqual([{ compared: 1, different: 1 }]);
    expect(connection.unseenSpans).toEqual([]);
    expect(found(connection)).toEqual({
      cluster: 'eu',
      uid: 'uid-of-cart',
      group: 'apps',
      kind: 'Deployment',
      namespace: 'shop',
      name: 'cart',
      trackingId: 'cart:apps/Deployment:shop/cart',
      labels: { 'app.kubernetes.io/name': 'cart' },
      images: ['registry.example.com/cart:v1'],
      desired: 1,
      updated: 1,
      available: 1,
      observed: true,
      stableRevision: 'hash1',
      updateRevision: 'hash1',
      conditions: [],
      pods: [
        {
          name: 'cart-1-a',
          uid: 'uid-of-cart-1-a',
          revision: 'hash1',
          phase: 'Running',
          ready: true,
          startedAt: '2026-05-01T11:00:00.000Z',
          containers: [{ name: 'app', image: 'registry.example.com/cart:v1', digest: DIGEST, ready: true, restarts: 0 }],
        },
      ],
    });
    expect(connection.observations[0].order).toEqual({ epoch: '1', position: server.resourceVersion });

    server.put(pod('cart-1-a', { ready: false, restarts: 3, state: { waiting: { reason: 'CrashLoopBackOff' } } }));
    await connection.until('the crash', () => found(connection)?.pods[0].containers[0].reason === 'CrashLoopBackOff');
    expect(connection.observations.at(-1)?.order).toEqual({ epoch: '1', position: server.resourceVersion });
  });

  it('keeps nothing of a pod that the record does not use', async () => {
    putCart();
    const connection = start();
    await live(connection);
    expect(connection.raw.size).toBe(0);
    expect(JSON.stringify(connection.observations)).not.toContain('secret');
  });

  it('records only what may be bound to a service', async () => {
    putCart();
    server.put(deployment({ name: 'coredns', marked: false }));
    const connection = start();
    await live(connection);
    expect(present(connection).map(({ name }) => name)).toEqual(['cart']);
    server.put(deployment({ name: 'coredns', marked: true }));
    await connection.until('the mark', () => found(connection, 'coredns') !== undefined);
    server.put(deployment({ name: 'coredns', marked: false, replicas: 2 }));
    await connection.until('a change without marks', () => found(connection, 'coredns')?.desired === 2);
  });

  it('follows a rolling update through both revisions', async () => {
    putCart();
    const connection = start();
    await live(connection);
    server.put(deployment({ revision: 2, image: 'registry.example.com/cart:v2' }));
    server.put(replicaSet(2));
    server.put(pod('cart-2-a', { revision: 2, ready: false }));
    const revisions = () => [found(connection)?.stableRevision, found(connection)?.updateRevision].join(' ');
    await connection.until('two revisions', () => found(connection)?.pods.length === 2 && revisions() === 'hash1 hash2');
    server.put(pod('cart-2-a', { revision: 2 }));
    server.delete('shop', 'cart-1-a', PATHS.pods);
    await connection.until('the new one alone', () => found(connection)?.pods.length === 1 && revisions() === 'hash2 hash2');
    expect(connection.observations.at(-1)?.order.position).toBe(server.resourceVersion);
  });

  it('says that a workload is gone, with what it looked like last', async () => {
    putCart();
    const connection = start();
    await live(connection);
    server.delete('shop', 'cart', PATHS.deployments);
    await connection.until('the end', () => found(connection)?.gone === true);
    expect(found(connection)?.pods).toHaveLength(1);
    server.delete('shop', 'cart-1-a', PATHS.pods);
    server.put({ ...deployment(), metadata: { ...deployment().metadata, uid: 'another' } });
    await connection.until('another of that name', () => present(connection).length === 2);
    expect(present(connection).map(({ uid, gone }) => [uid, gone])).toEqual([
      ['uid-of-cart', true],
      ['another', undefined],
    ]);
  });

  it('lists anew in another epoch when a place is forgotten, and says what it did not see', async () => {
    putCart();
    server.put(deployment({ name: 'old' }));
    const connection = start();
    await live(connection);
    server.faults = { refuse: 503 };
    server.disconnect();
    await connection.until('the refusal', () => connection.reports.at(-1)?.state === 'retrying');
    server.put(deployment({ replicas: 3 }));
    server.delete('shop', 'old', PATHS.deployments);
    server.compact();
    server.faults = {};
    await connection.until('the second list', () => connection.audits.length === 2);
    await live(connection);
    expect(connection.audits[1]).toEqual({ compared: 2, different: 2 });
    expect(found(connection)?.desired).toBe(3);
    expect(found(connection, 'old')?.gone).toBe(true);
    expect(connection.observations.at(-1)?.order.epoch).toBe('2');
    expect(connection.unseenSpans).toEqual([expect.objectContaining({ reason: 'the API server no longer knew the place of a watch' })]);
  });

  it('takes up watches that end or are silent where they stood, without a list', async () => {
    putCart();
    const connection = start(new FakeSourceConnection(), {}, 300);
    await live(connection);
    server.endWatches();
    server.put(deployment({ replicas: 2 }));
    await connection.until('the change in between', () => found(connection)?.desired === 2);
    await connection.until('the silence', () => connection.reports.some(({ error }) => error?.includes('is silent') === true));
    server.put(deployment({ replicas: 3 }));
    await connection.until('the change after the silence', () => found(connection)?.desired === 3);
    expect(connection.audits).toHaveLength(1);
  });

  it('does not call anything gone after a list that broke off', async () => {
    for (let index = 0; index < 150; index += 1) {
      server.put(deployment({ name: `app-${index}` }));
    }
    const first = start();
    await live(first);
    first.loseLease();
    server.faults = { breakPage: 2 };
    const second = start(first.next());
    await second.until('the broken list', () => second.reports.at(-1)?.state === 'retrying');
    server.faults = {};
    await second.until('the whole list', () => second.audits.length > 0);
    expect(second.audits).toEqual([{ compared: 150, different: 0 }]);
    expect(second.observations).toHaveLength(150);
    expect(present(second).filter(({ gone }) => gone)).toEqual([]);
  });

  it('ends when the lease is lost, and the next holder finds what was missed', async () => {
    putCart();
    const first = start();
    await live(first);
    first.loseLease();
    await running[0].done;
    server.put(pod('cart-1-b'));
    const second = start(first.next());
    await live(second);
    expect(second.audits).toEqual([{ compared: 1, different: 1 }]);
    expect(second.observations).toHaveLength(2);
    expect(second.unseenSpans).toEqual([
      { from: '2026-05-01T12:00:00.000Z', until: '2026-05-01T12:00:00.000Z', reason: 'the source was not running' },
    ]);
  });

  it('waits for the database and loses nothing', async () => {
    putCart();
    const connection = start();
    await live(connection);
    connection.failWith(new Error('connect ECONNREFUSED'));
    server.put(pod('cart-1-a', { ready: false }));
    await connection.until('the trouble', () => connection.reports.at(-1)?.error?.includes('The record cannot be written') === true);
    server.put(pod('cart-1-a', { restarts: 1 }));
    connection.failWith();
    await connection.until('the change', () => found(connection)?.pods[0].containers[0].restarts === 1);
    expect(connection.reports.at(-1)).toMatchObject({ state: 'live' });
  });

  it('goes on after objects and lines that make no sense', async () => {
    putCart();
    const connection = start();
    await live(connection);
    server.send('{"type":"MODIFIED","object":');
    server.send('{"type":"MODIFIED","object":17}');
    server.send('{"type":"DELETED","object":null}');
    server.send('{"type":"FROBBED","object":{}}');
    server.put(deployment({ replicas: 2 }));
    await connection.until('the change after them', () => found(connection)?.desired === 2);
    expect(connection.audits).toHaveLength(1);
  });

  it('finds Argo Rollouts when it is installed later', async () => {
    putCart();
    const connection = start(new FakeSourceConnection(), { lookAgainMs: 5 });
    await live(connection);
    server.served.add(PATHS.rollouts);
    server.put({ ...deployment({ name: 'canary' }), apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' });
    await connection.until('the rollout', () => found(connection, 'canary')?.kind === 'Rollout');
    expect(connection.unseenSpans).toEqual([]);
  });

  it('reads only the namespaces that it is given', async () => {
    putCart();
    server.put({ ...deployment({ name: 'other' }), metadata: { ...deployment({ name: 'other' }).metadata, namespace: 'elsewhere' } });
    const connection = start(new FakeSourceConnection(), { namespaces: ['shop'] });
    await live(connection);
    expect(present(connection).map(({ name }) => name)).toEqual(['cart']);
    expect(server.requests).toContain('/api/v1/namespaces/shop/pods');
  });

  const refusals: Array<[number, string]> = [
    [401, 'check its token'],
    [403, 'grant its account get, list and watch'],
  ];
  it.each(refusals)('says what to do about %s, and recovers', async (code, words) => {
    server.faults = { refuse: code };
    const connection = start();
    await connection.until('the refusal', () => connection.reports.at(-1)?.state === 'failed');
    expect(connection.reports.at(-1)?.error).toContain(words);
    server.faults = {};
    await live(connection);
  });

  it('is not heard while one of its watches is refused', async () => {
    putCart();
    const connection = start();
    await live(connection);
    server.faults = { refusePaths: { [PATHS.pods]: 403 } };
    server.endWatches();
    await connection.until('the refusal', () => connection.reports.at(-1)?.state === 'failed');
    const { heardCount } = connection;
    server.put(deployment({ replicas: 2 }));
    await connection.until('a change of another kind', () => found(connection)?.desired === 2);
    expect(connection.heardCount).toBe(heardCount);
    server.faults = {};
    await live(connection);
  });
});
