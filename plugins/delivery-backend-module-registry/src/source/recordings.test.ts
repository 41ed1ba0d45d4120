import { readFileSync } from 'node:fs';
import http from 'node:http';
import { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { ArtifactFacts } from '@slipway/plugin-delivery-common';
import { RegistryApi } from '../registry/RegistryApi';
import { createRegistryApi } from '../registry/createRegistryApi';
import { COMMIT } from '../testing/images';
import { ImageReader } from './ImageReader';

interface Exchange {
  about: string;
  method: string;
  path: string;
  signedIn?: string;
  status: number;
  headers: Record<string, string>;
  body: string;
}

const file = join(__dirname, '../../../../fixtures/recorded/gitea-registry/answers.json');
const { exchanges }: { exchanges: Exchange[] } = JSON.parse(readFileSync(file, 'utf8'));
const { signal } = new AbortController();
const at = Date.parse(exchanges[0].headers.date);

function digestIn(about: string, holds: (body: Record<string, unknown>) => boolean): string {
  const found = exchanges.find(exchange => exchange.about === about && holds(JSON.parse(exchange.body)));
  return found!.path.slice(found!.path.lastIndexOf('/') + 1);
}

/** Plays Gitea's registry as it was recorded: who is not signed in is challenged as it challenges. */
function replay(): http.Server {
  const challenge = exchanges.find(({ about }) => about === 'who is there')!;
  return http.createServer(({ method, url = '', headers }, response) => {
    const own = `http://${headers.host}`;
    if (url.startsWith('/v2/token') && headers.authorization === `Basic ${btoa('reader:word')}`) {
      response.end(JSON.stringify({ token: 'given' }));
      return;
    }
    const signedIn = headers.authorization === 'Bearer given';
    const recorded = exchanges.find(
      exchange => signedIn && exchange.signedIn === 'Bearer' && exchange.method === method && exchange.path === url,
    );
    const { status, headers: told, body } = recorded ?? challenge;
    for (const [name, value] of Object.entries(told)) {
      response.setHeader(name, value.replaceAll('https://git.example.com', own));
    }
    response.statusCode = status;
    if (method === 'HEAD') {
      response.end();
    } else {
      response.setHeader('content-length', Buffer.byteLength(body));
      response.end(body);
    }
  });
}

describe('answers of Gitea 1.26.0', () => {
  const server = replay();
  let host: string;
  let api: RegistryApi;

  const connect = (credentials: { account?: { username: string; password: string } }) =>
    createRegistryApi({ host, url: `http://${host}`, skipTlsVerify: false, ...credentials }, () => at);

  beforeAll(async () => {
    await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
    host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    api = connect({ account: { username: 'reader', password: 'word' } });
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise(done => server.close(done));
  });

  async function read(repository: string, digest: string): Promise<ArtifactFacts[]> {
    const reader = new ImageReader({ host, api, recorded: async () => [], now: () => at, signal });
    const reading = await reader.read(repository, digest);
    return 'missing' in reading ? [] : reading.artifacts;
  }

  it('say that there is a registry, and who may read', async () => {
    await expect(connect({}).ping(signal)).resolves.toBeUndefined();
    await expect(connect({}).look('shop/cart', 'v0.1.0', signal)).rejects.toThrow(/refuses; give username and password of an account/);
  });

  it('tell what a tag names, and that one is not there', async () => {
    const plain = digestIn('a manifest', body => (body.layers as unknown[] | undefined)?.length === 0);
    await expect(api.look('shop/cart', 'v0.1.0', signal)).resolves.toMatchObject({ digest: plain });
    // It answers a condition as if there were none.
    await expect(api.look('shop/cart', 'v0.1.0', signal, plain)).resolves.toMatchObject({ digest: plain });
    await expect(api.look('shop/cart', 'v9', signal)).resolves.toMatchObject({ digest: null });
  });

  it('give an image with its labels', async () => {
    const plain = digestIn('a manifest', body => (body.layers as unknown[] | undefined)?.length === 0);

    await expect(read('shop/cart', plain)).resolves.toMatchObject([
      { commit: COMMIT, commitFrom: 'label', platform: 'linux/amd64', labels: { 'org.opencontainers.image.version': '0.1.0' } },
    ]);
  });

  it('give an index with its images and their provenance', async () => {
    const index = digestIn('a manifest', body => body.manifests !== undefined);

    const [facts, ...images] = await read('shop/cart', index);

    expect(facts).toMatchObject({
      commit: COMMIT,
      commitFrom: 'provenance',
      images: [{ platform: 'linux/amd64' }, { platform: 'linux/arm64' }],
    });
    expect(images.map(image => [image.platform, image.commitFrom, image.provenance === facts.provenance])).toEqual([
      ['linux/amd64', 'provenance', true],
      ['linux/arm64', undefined, false],
    ]);
  });

  it('give a chart with its versions', async () => {
    const chart = digestIn('a chart', () => true);

    await expect(read('shop/charts/cart', chart)).resolves.toMatchObject([
      {
        mediaType: 'application/vnd.cncf.helm.config.v1+json',
        labels: { 'org.opencontainers.image.version': '0.3.1', 'app.kubernetes.io/version': '0.2.0' },
      },
    ]);
  });
});
