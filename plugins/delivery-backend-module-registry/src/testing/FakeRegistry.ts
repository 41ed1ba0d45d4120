import { createHash } from 'node:crypto';
import http from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** How a registry behaves that is not simply open; each is off until set. */
export interface FakeBehaviour {
  /** Asks who reads, by a token of its own service or by the account itself. */
  challenge?: 'bearer' | 'basic';
  /** The only account that may read; without it the token service gives tokens to anybody. */
  account?: { username: string; password: string };
  /** Where its challenge sends, when that is not its own token service. */
  realm?: string;
  /** Seconds for which its tokens last. */
  tokenSeconds?: number;
  /** Repositories that are answered with this status. */
  refuse: Record<string, number>;
  /** Digests and tags over which it stumbles. */
  broken: Set<string>;
  /** Everything is answered with this status and these headers. */
  fault?: { status: number; headers?: Record<string, string>; body?: string };
  /** Blobs are redirected to another origin. */
  redirectBlobs?: boolean;
  /** Tells digests only by the bytes. */
  hideDigests?: boolean;
  /** Gives other bytes than it was given for these digests. */
  corrupt: Set<string>;
  /** The clock that its answers carry, in milliseconds. */
  now(): number;
}

export interface Asked {
  method: string;
  path: string;
  authorization?: string;
  status: number;
}

/** Answers requests of the distribution API over HTTP, as its specification and token authentication document it. Listens on loopback. */
export class FakeRegistry {
  readonly behaviour: FakeBehaviour = { refuse: {}, broken: new Set(), corrupt: new Set(), now: Date.now };
  /** Every request to the registry itself, in order. */
  readonly asked = new Array<Asked>();
  /** Every request to its token service. */
  readonly tokensAsked = new Array<{ query: string; authorization?: string }>();
  /** Every request to the other origin that keeps the blobs. */
  readonly elsewhere = new Array<{ path: string; authorization?: string }>();
  private readonly manifests = new Map<string, { body: Buffer; mediaType: string }>();
  private readonly blobs = new Map<string, Buffer>();
  private readonly tokens = new Map<string, number>();
  private readonly server = http.createServer((request, response) => this.serve(request, response));
  private readonly storage = http.createServer((request, response) => this.serveStorage(request, response));

  async start(): Promise<this> {
    await Promise.all([this.server, this.storage].map(server => new Promise<void>(done => server.listen(0, '127.0.0.1', done))));
    return this;
  }

  async stop(): Promise<void> {
    await Promise.all(
      [this.server, this.storage].map(server => {
        server.closeAllConnections();
        return new Promise(done => server.close(done));
      }),
    );
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `http://${this.host}`;
  }

  /** Keeps a blob and answers its descriptor. */
  putBlob(repository: string, content: unknown, mediaType = 'application/vnd.oci.image.config.v1+json') {
    const bytes = bytesOf(content);
    this.blobs.set(`${repository}@${digestOf(bytes)}`, bytes);
    return { mediaType, digest: digestOf(bytes), size: bytes.length };
  }

  /** Keeps a manifest, under a tag too where one is given, and answers its digest. */
  putManifest(repository: string, content: unknown, options: { tag?: string; mediaType?: string } = {}): string {
    const bytes = bytesOf(content);
    const told = (content as { mediaType?: string }).mediaType;
    const manifest = { body: bytes, mediaType: options.mediaType ?? told ?? 'application/vnd.oci.image.manifest.v1+json' };
    this.manifests.set(`${repository}@${digestOf(bytes)}`, manifest);
    if (options.tag !== undefined) {
      this.manifests.set(`${repository}:${options.tag}`, manifest);
    }
    return digestOf(bytes);
  }

  /** Forgets a manifest by tag or digest. */
  remove(repository: string, reference: string): void {
    this.manifests.delete(keyOf(repository, reference));
  }

  /** How often a manifest's bytes were given. */
  given(digest: string): number {
    return this.asked.filter(({ method, path, status }) => method === 'GET' && path.endsWith(`/manifests/${digest}`) && status === 200)
      .length;
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const { method = 'GET', headers } = request;
    const url = new URL(request.url ?? '/', this.url);
    response.setHeader('date', new Date(this.behaviour.now()).toUTCString());
    if (url.pathname === '/token') {
      this.serveToken(url, headers.authorization, response);
      return;
    }
    response.on('finish', () =>
      this.asked.push({ method, path: url.pathname, authorization: headers.authorization, status: response.statusCode }),
    );
    const { fault, refuse } = this.behaviour;
    if (fault) {
      response.writeHead(fault.status, fault.headers).end(fault.body);
      return;
    }
    const named = /^\/v2\/(.+)\/(manifests|blobs)\/([^/]+)$/.exec(url.pathname);
    const repository = named?.[1] ?? '';
    if (!this.mayRead(headers.authorization, repository, response)) {
      return;
    }
    if (!named) {
      response.writeHead(url.pathname === '/v2/' ? 200 : 404).end(url.pathname === '/v2/' ? '{}' : 'page not found');
      return;
    }
    if (refuse[repository] !== undefined) {
      refusal(response, refuse[repository], 'DENIED', 'requested access to the resource is denied');
      return;
    }
    if (this.behaviour.broken.has(named[3])) {
      refusal(response, 500, 'UNKNOWN', 'unknown error', method);
      return;
    }
    this.serveNamed(repository, named[2], named[3], request, response);
  }

  private serveNamed(repository: string, what: string, reference: string, request: IncomingMessage, response: ServerResponse): void {
    if (what === 'blobs') {
      const blob = this.blobs.get(`${repository}@${reference}`);
      if (!blob) {
        refusal(response, 404, 'BLOB_UNKNOWN', 'blob unknown to registry');
      } else if (this.behaviour.redirectBlobs) {
        const { port } = this.storage.address() as AddressInfo;
        response.writeHead(307, { location: `http://127.0.0.1:${port}/${repository}/${reference}?signature=abc` }).end();
      } else {
        response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(this.bytes(reference, blob));
      }
      return;
    }
    const manifest = this.manifests.get(keyOf(repository, reference));
    if (!manifest) {
      refusal(response, 404, 'MANIFEST_UNKNOWN', 'manifest unknown to registry', request.method);
      return;
    }
    const digest = digestOf(manifest.body);
    if (request.headers['if-none-match'] === `"${digest}"`) {
      response.writeHead(304).end();
      return;
    }
    const told = this.behaviour.hideDigests ? {} : { 'docker-content-digest': digest };
    response.writeHead(200, { 'content-type': manifest.mediaType, ...told });
    response.end(request.method === 'HEAD' ? undefined : this.bytes(reference, manifest.body));
  }

  private bytes(digest: string, bytes: Buffer): Buffer {
    return this.behaviour.corrupt.has(digest) ? Buffer.concat([bytes, Buffer.from(' ')]) : bytes;
  }

  private mayRead(authorization: string | undefined, repository: string, response: ServerResponse): boolean {
    const { challenge, account } = this.behaviour;
    if (challenge === undefined) {
      return true;
    }
    const token = /^Bearer (.+)$/.exec(authorization ?? '')?.[1];
    const known =
      challenge === 'basic' ? authorization === basicOf(account) : (this.tokens.get(`${repository} ${token}`) ?? 0) > this.behaviour.now();
    if (!known) {
      const realm = this.behaviour.realm ?? `${this.url}/token`;
      const bearer = `Bearer realm="${realm}",service="registry.example.com",scope="repository:${repository}:pull"`;
      response.setHeader('www-authenticate', challenge === 'basic' ? 'Basic realm="registry"' : bearer);
      refusal(response, 401, 'UNAUTHORIZED', 'authentication required');
    }
    return known;
  }

  private serveToken(url: URL, authorization: string | undefined, response: ServerResponse): void {
    this.tokensAsked.push({ query: url.search, authorization });
    const { account, tokenSeconds = 300 } = this.behaviour;
    if (account && authorization !== basicOf(account)) {
      refusal(response, 401, 'UNAUTHORIZED', 'incorrect username or password');
      return;
    }
    const token = createHash('sha256').update(`${this.tokensAsked.length}`).digest('hex');
    const [, repository] = url.searchParams.get('scope')?.split(':') ?? [];
    this.tokens.set(`${repository} ${token}`, this.behaviour.now() + tokenSeconds * 1000);
    response.end(JSON.stringify({ token, expires_in: tokenSeconds }));
  }

  private serveStorage(request: IncomingMessage, response: ServerResponse): void {
    const [, repository, digest] = /^\/(.+)\/([^/?]+)\?/.exec(request.url ?? '') ?? [];
    this.elsewhere.push({ path: request.url ?? '', authorization: request.headers.authorization });
    response.end(this.blobs.get(`${repository}@${digest}`));
  }
}

function keyOf(repository: string, reference: string): string {
  return reference.includes(':') ? `${repository}@${reference}` : `${repository}:${reference}`;
}

function basicOf(account: FakeBehaviour['account']): string {
  return `Basic ${Buffer.from(`${account?.username}:${account?.password}`).toString('base64')}`;
}

function bytesOf(content: unknown): Buffer {
  return Buffer.isBuffer(content) ? content : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content));
}

function digestOf(bytes: Buffer): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
}

function refusal(response: ServerResponse, status: number, code: string, message: string, method = 'GET'): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(method === 'HEAD' ? undefined : JSON.stringify({ errors: [{ code, message }] }));
}
