import { FakeRegistry } from '../testing/FakeRegistry';
import { pushImage } from '../testing/images';
import { createRegistryApi } from './createRegistryApi';
import { parseChallenges } from './challenge';
import { RegistryRefusal } from './RegistryRefusal';

const repository = 'shop/cart';
const account = { username: 'reader', password: 'a very secret word' };
const { signal } = new AbortController();

describe('RegistryApi', () => {
  let registry: FakeRegistry;
  let now = Date.parse('2026-11-24T12:00:00Z');

  beforeEach(async () => {
    now = Date.parse('2026-11-24T12:00:00Z');
    registry = await new FakeRegistry().start();
    registry.behaviour.now = () => now;
  });

  afterEach(() => registry.stop());

  function connect(credentials: { account?: typeof account; token?: string } = {}) {
    const { host, url } = registry;
    return createRegistryApi({ host, url, skipTlsVerify: false, ...credentials }, () => now);
  }

  async function refusalOf(question: Promise<unknown>): Promise<RegistryRefusal> {
    const error = await question.then(
      () => undefined,
      thrown => thrown,
    );
    expect(error).toBeInstanceOf(RegistryRefusal);
    return error;
  }

  it('gets a token with the account, and keeps it until it ends', async () => {
    Object.assign(registry.behaviour, { challenge: 'bearer', account, tokenSeconds: 120 });
    const digest = pushImage(registry, repository, { tag: '1' });
    const api = connect({ account });

    await api.manifest(repository, digest, signal);
    await api.look(repository, '1', signal);
    expect(registry.tokensAsked).toHaveLength(1);
    expect(decodeURIComponent(registry.tokensAsked[0].query)).toBe('?service=registry.example.com&scope=repository:shop/cart:pull');

    now += 121_000;
    await api.look(repository, '1', signal);
    expect(registry.tokensAsked).toHaveLength(2);
    expect(registry.asked.map(({ status }) => status)).toEqual([401, 200, 200, 200]);
  });

  it('gets another token when the registry no longer takes the one it gave', async () => {
    Object.assign(registry.behaviour, { challenge: 'bearer', tokenSeconds: 300 });
    const digest = pushImage(registry, repository);
    const api = connect();
    await api.manifest(repository, digest, signal);
    const from = now;
    registry.behaviour.now = () => from + 301_000;

    await api.manifest(repository, digest, signal);

    expect(registry.tokensAsked.map(({ authorization }) => authorization)).toEqual([undefined, undefined]);
  });

  it('signs in by Basic where that is asked for', async () => {
    Object.assign(registry.behaviour, { challenge: 'basic', account });
    const digest = pushImage(registry, repository);

    await expect(connect({ account }).manifest(repository, digest, signal)).resolves.toMatchObject({ digest });
    await expect(refusalOf(connect().manifest(repository, digest, signal))).resolves.toMatchObject({ status: 401, scope: 'repository' });
  });

  it('sends a token of its own to the registry and to nobody else', async () => {
    registry.behaviour.redirectBlobs = true;
    const { digest } = registry.putBlob(repository, '{}');

    await connect({ token: 'own' }).blob(repository, digest, signal);

    expect(registry.asked.map(({ authorization }) => authorization)).toEqual(['Bearer own']);
    expect(registry.elsewhere.map(({ authorization }) => authorization)).toEqual([undefined]);
  });

  it('keeps its account from the origin that blobs are redirected to', async () => {
    Object.assign(registry.behaviour, { challenge: 'bearer', account, redirectBlobs: true });
    const { digest } = registry.putBlob(repository, '{}');

    await expect(connect({ account }).blob(repository, digest, signal)).resolves.toEqual(Buffer.from('{}'));

    expect(registry.elsewhere).toEqual([{ path: `/${repository}/${digest}?signature=abc`, authorization: undefined }]);
  });

  it('keeps its account from a token service on another machine that is not reached by https', async () => {
    Object.assign(registry.behaviour, { challenge: 'bearer', account, realm: 'http://tokens.example.com/token' });
    const digest = pushImage(registry, repository);

    const { message } = await refusalOf(connect({ account }).manifest(repository, digest, signal));

    expect(message).toContain('a token service that is not reached by https (http://tokens.example.com/token)');
  });

  it('looks at a tag: what it names, that it is as it was, that it is not there', async () => {
    const digest = pushImage(registry, repository, { tag: '1' });
    const api = connect();

    await expect(api.look(repository, '1', signal)).resolves.toEqual({ digest, at: now });
    await expect(api.look(repository, '1', signal, digest)).resolves.toEqual({ unchanged: true, at: now });
    await expect(api.look(repository, '2', signal)).resolves.toEqual({ digest: null, at: now });
    registry.behaviour.hideDigests = true;
    await expect(api.look(repository, '1', signal)).resolves.toEqual({ digest, at: now });
  });

  it('takes the instant of the registry, unless its clock is ahead', async () => {
    pushImage(registry, repository, { tag: '1' });
    registry.behaviour.now = () => now - 5_000;
    await expect(connect().look(repository, '1', signal)).resolves.toMatchObject({ at: now - 5_000 });
    registry.behaviour.now = () => now + 3_600_000;
    await expect(connect().look(repository, '1', signal)).resolves.toMatchObject({ at: now });
  });

  const fault = (status: number, headers: Record<string, string> = {}, body = '') => {
    registry.behaviour.fault = { status, headers, body };
  };

  it.each<[string, () => void, Partial<RegistryRefusal>, string]>([
    [
      'nobody signs in',
      () => Object.assign(registry.behaviour, { challenge: 'bearer', account }),
      { status: 401, scope: 'repository' },
      'refuses; give username and password of an account that may read (incorrect username or password)',
    ],
    [
      'the repository may not be read',
      () => Object.assign(registry.behaviour.refuse, { [repository]: 403 }),
      { status: 403, scope: 'repository' },
      'shop/cart may not be read; give the account the right to read it (requested access to the resource is denied)',
    ],
    [
      'the repository wants another account',
      () => Object.assign(registry.behaviour.refuse, { [repository]: 401 }),
      { status: 401, scope: 'repository' },
      'wants to know who reads shop/cart; give username and password',
    ],
    [
      'it limits by seconds',
      () => fault(429, { 'retry-after': '120' }),
      { status: 429, scope: 'registry', notBefore: Date.parse('2026-11-24T12:02:00Z') },
      'limits how often it is asked',
    ],
    [
      'it limits until an instant',
      () => fault(429, { 'retry-after': 'Tue, 24 Nov 2026 13:00:00 GMT' }),
      { status: 429, notBefore: Date.parse('2026-11-24T13:00:00Z') },
      'limits how often it is asked',
    ],
    ['it limits and does not say until when', () => fault(429), { status: 429, notBefore: undefined }, 'limits how often'],
    ['it is down', () => fault(503, {}, 'no backend'), { status: 503, scope: 'registry' }, 'cannot give /v2/shop/cart/manifests/'],
    [
      'a proxy says 404',
      () => fault(404, {}, '<h1>Not found</h1>'),
      { status: 404, scope: 'repository' },
      "not in a registry's words; check url and the proxy before it",
    ],
    ['it redirects in a circle', () => fault(302, { location: '/v2/again' }), { scope: 'image' }, 'check the proxy before it'],
    ['it redirects to no address', () => fault(302, { location: 'file:///etc/passwd' }), { scope: 'image' }, 'check the proxy before it'],
  ])('says what to do when %s', async (_, arrange, expected, words) => {
    const digest = pushImage(registry, repository);
    arrange();

    const refusal = await refusalOf(connect().manifest(repository, digest, signal));

    expect(refusal).toMatchObject(expected);
    expect(refusal.message).toContain(words);
  });

  it('never says what it signs in with', async () => {
    Object.assign(registry.behaviour, { challenge: 'bearer', account: { ...account, password: 'another' } });
    const digest = pushImage(registry, repository);

    const refusal = await refusalOf(connect({ account }).manifest(repository, digest, signal));

    expect(refusal.message).toContain('check username and password, and that they are still valid');
    expect(JSON.stringify([refusal, registry.asked.map(({ path }) => path), registry.tokensAsked[0].query])).not.toMatch(/secret|reader/);
  });

  it.each([
    ['is open', {}, 'there is one'],
    ['asks who reads', { challenge: 'bearer' as const }, 'there is one'],
    ['is none', { fault: { status: 404 } }, 'to /v2/; check url: no registry answers there'],
    ['is down', { fault: { status: 502 } }, 'to /v2/; it is asked again'],
  ])('tells whether there is a registry, when it %s', async (_, behaviour, expected) => {
    Object.assign(registry.behaviour, behaviour);

    const told = await connect()
      .ping(signal)
      .then(
        () => 'there is one',
        ({ message }) => message,
      );

    expect(told).toBe(expected);
  });
});

describe('parseChallenges', () => {
  it.each([
    [
      'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:library/nginx:pull"',
      [{ scheme: 'bearer', realm: 'https://auth.docker.io/token', service: 'registry.docker.io', scope: 'repository:library/nginx:pull' }],
    ],
    [
      'Basic realm="a \\"b\\"", Bearer realm=https://x/t , service=y',
      [
        { scheme: 'basic', realm: 'a "b"' },
        { scheme: 'bearer', realm: 'https://x/t', service: 'y' },
      ],
    ],
    ['Negotiate', [{ scheme: 'negotiate' }]],
    ['', []],
    ['=', []],
  ])('reads %s', (header, expected) => {
    expect(parseChallenges(header)).toEqual(expected);
  });
});
