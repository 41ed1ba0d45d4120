import { BackOff, createAddressAccess, ObjectParser, UpstreamClient } from '@slipway/plugin-delivery-node';
import { mockServices } from '@backstage/backend-test-utils';
import { ApplicationFacts } from '@slipway/plugin-delivery-common';
import { FakeApiServer, FakeObject, FakeSourceConnection } from '@slipway/plugin-delivery-node/testUtils';
import { ArgocdApi } from './ArgocdApi';
import { ArgocdStream } from './ArgocdStream';

jest.setTimeout(30_000);

const parser = new ObjectParser();
afterAll(() => parser.close());

const application = (name: string, health = 'Healthy'): FakeObject => ({
  metadata: { name, namespace: 'argocd', uid: `uid-of-${name}` },
  spec: {},
  status: { health: { status: health } },
});

describe('ArgocdStream', () => {
  let server: FakeApiServer;
  let connection: FakeSourceConnection;
  let done: Promise<void>;
  let now: number;

  beforeEach(async () => {
    server = new FakeApiServer();
    await server.listen();
    connection = new FakeSourceConnection();
    now = Date.parse('2026-05-01T12:00:00Z');
  });

  afterEach(async () => {
    connection.loseLease();
    await done;
    await server.close();
  });

  function start() {
    const access = createAddressAccess({ url: server.url, token: 't', skipTlsVerify: false });
    const stream = new ArgocdStream({
      instance: 'edge',
      api: new ArgocdApi(new UpstreamClient({ access, silenceMs: 5_000 }), parser),
      logger: mockServices.logger.mock(),
      now: () => now,
      backOff: new BackOff(5, 20),
      beatMs: 10,
    });
    done = stream.run(connection);
  }

  const facts = (name: string) =>
    connection
      .present('application')
      .map(observation => observation.facts as ApplicationFacts)
      .find(present => present.name === name);
  const live = () => connection.until('the stream to be live', () => connection.reports.at(-1)?.state === 'live' && server.watching === 1);

  it('lists beside the stream, and records what the stream says', async () => {
    server.put(application('cart'));
    server.put(application('old'));
    start();
    await live();
    server.put(application('cart', 'Degraded'));
    server.put(application('new'));
    server.delete('argocd', 'old');
    await connection.until('the changes', () => facts('old')?.gone === true);
    expect(facts('cart')?.health).toBe('Degraded');
    expect(facts('new')?.health).toBe('Healthy');
    expect(connection.audits).toEqual([{ compared: 2, different: 2 }]);
  });

  it('is heard while nothing changes', async () => {
    server.put(application('cart'));
    start();
    await live();
    const { heardCount } = connection;
    await connection.until('three signs of life', () => connection.heardCount > heardCount + 3);
    expect(connection.observations).toHaveLength(1);
  });

  it('lists again after five minutes, and opens the stream anew when it has lost something', async () => {
    server.put(application('cart'));
    server.put(application('lost'));
    start();
    await live();
    const streams = () => server.requests.filter(path => path.includes('stream')).length;
    now += 5 * 60_000;
    await connection.until('the second list', () => connection.audits.length === 2);
    expect(connection.audits[1]).toEqual({ compared: 2, different: 0 });
    expect(streams()).toBe(1);

    server.dropEvents = true;
    server.put(application('cart', 'Degraded'));
    server.delete('argocd', 'lost');
    server.dropEvents = false;
    now += 5 * 60_000;
    await connection.until('what the stream lost', () => facts('lost')?.gone === true);
    expect(facts('cart')?.health).toBe('Degraded');
    await connection.until('the third audit', () => connection.audits.length > 2);
    expect(connection.audits[2]).toEqual({ compared: 2, different: 2 });
    await connection.until('another stream', () => streams() === 2);
  });

  it('takes up again after Argo CD was gone, and says what it did not see', async () => {
    server.put(application('cart'));
    start();
    await live();
    server.faults = { refuse: 401 };
    server.disconnect();
    await connection.until('the refusal', () => connection.reports.at(-1)?.state === 'failed');
    expect(connection.reports.at(-1)?.error).toContain("Argo CD 'edge' answers 401; check its token");
    server.faults = {};
    server.put(application('cart', 'Degraded'));
    await connection.until('the change in between', () => facts('cart')?.health === 'Degraded');
    await connection.until('the gap', () => connection.unseenSpans.length === 1);
  });
});
