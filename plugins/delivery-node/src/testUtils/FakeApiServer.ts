// Used by tests here, and by the case runner and the bench through Node's own type stripping: no imports of TypeScript, erasable syntax only.
import http from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** An object as the API server keeps it; without a kind it is an Argo CD Application. */
export type FakeObject = Record<string, unknown> & { metadata: Record<string, unknown> };

interface Stored {
  /** Where objects of its kind are served. */
  path: string;
  namespace: string;
  object: FakeObject;
  text: string;
}

interface Change {
  version: number;
  stored: Stored;
  line: string;
}

interface Watcher {
  response: ServerResponse;
  bookmarks: boolean;
  argocd: boolean;
  takes(stored: Stored): boolean;
}

/** How the server misbehaves; each is off until set. */
export interface FakeFaults {
  /** Answers every request with this status. */
  refuse?: number;
  /** Takes requests and says nothing. */
  silent?: boolean;
  /** Breaks the connection in this page of a list, counted from 1. */
  breakPage?: number;
  /** Forgets the list after this page: its continue token is answered with 410. */
  expirePage?: number;
  /** Refuses to list events. */
  hideEvents?: boolean;
  /** Answers requests for these with a status: keys are paths without namespaces, e.g. `/api/v1/pods`. */
  refusePaths?: Record<string, number>;
}

const APPLICATIONS = '/apis/argoproj.io/v1alpha1/applications';
const WORKLOADS = [
  '/api/v1/pods',
  ...['deployments', 'replicasets', 'statefulsets', 'daemonsets'].map(name => `/apis/apps/v1/${name}`),
  '/apis/batch/v1/jobs',
];

/**
 * A Kubernetes API server that knows workloads, pods, applications and events, and the Argo CD API over the applications: paged lists,
 * watches with bookmarks, forgotten history, broken connections. It listens on loopback, counts what it is asked, and changes only when
 * told to.
 */
export class FakeApiServer {
  faults: FakeFaults = {};
  /** While set, changes are told to nobody and remembered nowhere, as a stream does whose buffer is full. */
  dropEvents = false;
  /** Paths that were asked for, in order, without the query. */
  requests: string[] = [];
  /** Argo CD's Kubernetes events. */
  events: FakeObject[] = [];

  /** Where objects are served, without namespaces; put Argo Rollouts there to install it. */
  readonly served = new Set([APPLICATIONS, ...WORKLOADS]);

  private readonly objects = new Map<string, Stored>();
  /** Lists that are read page by page, by what was asked for and their version. */
  private readonly lists = new Map<string, string[]>();
  private changes: Change[] = [];
  private version = 1000;
  private compactedTo = 0;
  private readonly watchers = new Set<Watcher>();
  private readonly sockets = new Set<Socket>();
  private readonly server: Server;

  constructor() {
    this.server = http.createServer((request, response) => this.answer(request, response));
    this.server.on('connection', socket => {
      this.sockets.add(socket);
      socket.on('close', () => this.sockets.delete(socket));
    });
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, '127.0.0.1', resolve);
    });
    return this.url;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.disconnect();
    await new Promise<void>(resolve => this.server.close(() => resolve()));
  }

  get resourceVersion(): string {
    return String(this.version);
  }

  get watching(): number {
    return this.watchers.size;
  }

  list(): FakeObject[] {
    return [...this.objects.values()].map(({ object }) => object);
  }

  /** Creates or replaces an object by its kind, namespace and name, and tells the watchers. */
  put(object: FakeObject): FakeObject {
    const key = keyOf(object);
    const known = this.objects.has(key);
    const stored = this.store(key, object);
    this.tell(known ? 'MODIFIED' : 'ADDED', key);
    return stored;
  }

  /** Where an object's kind is served; one that leaves its version or kind out, or empty, is an Application. */
  static pathOf({ apiVersion, kind }: FakeObject): string {
    const version = String(apiVersion || 'argoproj.io/v1alpha1');
    return `${version.includes('/') ? '/apis' : '/api'}/${version}/${String(kind || 'Application').toLowerCase()}s`;
  }

  /** Changes an object that is there: `change` gets a copy of it to change. */
  patch(namespace: string, name: string, change: (object: FakeObject) => void, path: string = APPLICATIONS): void {
    const found = this.objects.get(`${path} ${namespace}/${name}`);
    if (!found) {
      throw new Error(`There is no ${namespace}/${name} among ${path}`);
    }
    const copy = structuredClone(found.object);
    change(copy);
    this.put(copy);
  }

  delete(namespace: string, name: string, path: string = APPLICATIONS): void {
    const key = `${path} ${namespace}/${name}`;
    const found = this.objects.get(key);
    if (found) {
      this.store(key, found.object);
      this.tell('DELETED', key);
      this.objects.delete(key);
    }
  }

  /** Forgets what happened so far, as etcd's compaction does: older positions are answered with 410. */
  compact(): void {
    this.changes = [];
    this.compactedTo = this.version;
  }

  /** Sends a bookmark to every watch that asked for them. */
  bookmark(): void {
    const object = { metadata: { resourceVersion: this.resourceVersion } };
    this.send(JSON.stringify({ type: 'BOOKMARK', object }), watcher => watcher.bookmarks);
  }

  /** Sends a line as it is, a broken one for instance. */
  send(line: string, to: (watcher: Watcher) => boolean = () => true): void {
    [...this.watchers].filter(to).forEach(({ response }) => response.write(`${line}\n`));
  }

  /** Ends every watch in good order, as a server does at its time limit. */
  endWatches(): void {
    const ended = [...this.watchers];
    this.watchers.clear();
    ended.forEach(({ response }) => response.end());
  }

  /** Breaks every connection. */
  disconnect(): void {
    this.sockets.forEach(socket => socket.destroy());
  }

  private store(key: string, object: FakeObject): FakeObject {
    this.version += 1;
    const stored = { ...object, metadata: { ...object.metadata, resourceVersion: this.resourceVersion } };
    const namespace = String(object.metadata.namespace ?? '');
    this.objects.set(key, { path: FakeApiServer.pathOf(object), namespace, object: stored, text: JSON.stringify(stored) });
    return stored;
  }

  private tell(type: string, key: string): void {
    if (this.dropEvents) {
      return;
    }
    const stored = this.objects.get(key);
    if (!stored) {
      return;
    }
    const line = `{"type":"${type}","object":${stored.text}}`;
    this.changes.push({ version: this.version, stored, line });
    this.send(line, ({ argocd, takes }) => !argocd && takes(stored));
    this.send(`{"result":{"type":"${type}","application":${stored.text}}}`, ({ argocd, takes }) => argocd && takes(stored));
  }

  private answer(request: IncomingMessage, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    this.requests.push(pathname);
    const { silent, hideEvents } = this.faults;
    const { path, takes } = scopeOf(pathname);
    const refuse = this.faults.refuse ?? this.faults.refusePaths?.[path];
    if (silent) {
      return;
    }
    if (refuse !== undefined) {
      this.refuse(response, refuse, 'refused by the test');
    } else if (this.served.has(path) && searchParams.get('watch') === 'true') {
      this.watch(response, searchParams, takes);
    } else if (this.served.has(path)) {
      this.page(response, searchParams, { pathname, takes });
    } else if (pathname === '/api/v1/events' && !hideEvents) {
      const reason = /reason=(\w+)/.exec(searchParams.get('fieldSelector') ?? '')?.[1];
      const items = this.events.filter(event => event.reason === reason);
      this.json(response, { metadata: { resourceVersion: this.resourceVersion }, items });
    } else if (pathname === '/api/v1/events') {
      this.refuse(response, 403, 'events is forbidden');
    } else if (pathname === '/api/v1/applications') {
      this.argocdList(response, searchParams);
    } else if (pathname === '/api/v1/stream/applications') {
      this.follow(response, { response, bookmarks: false, argocd: true, takes: scopeOf(APPLICATIONS).takes });
    } else {
      this.refuse(response, 404, `${pathname} is not served`);
    }
  }

  private watch(response: ServerResponse, query: URLSearchParams, takes: Watcher['takes']): void {
    const from = Number(query.get('resourceVersion') ?? this.version);
    if (from < this.compactedTo) {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`${JSON.stringify({ type: 'ERROR', object: status(410, 'too old resource version') })}\n`);
      return;
    }
    response.writeHead(200, { 'content-type': 'application/json' });
    response.flushHeaders();
    for (const { version, stored, line } of this.changes) {
      if (version > from && takes(stored)) {
        response.write(`${line}\n`);
      }
    }
    this.follow(response, { response, bookmarks: query.get('allowWatchBookmarks') === 'true', argocd: false, takes });
    const seconds = Number(query.get('timeoutSeconds') ?? 0);
    if (seconds > 0) {
      const end = setTimeout(() => response.end(), seconds * 1000).unref();
      response.on('close', () => clearTimeout(end));
    }
  }

  private follow(response: ServerResponse, watcher: Watcher): void {
    this.watchers.add(watcher);
    response.on('close', () => this.watchers.delete(watcher));
  }

  // A continue token is the offset and the version of the list; a real server's is opaque, too.
  private page(response: ServerResponse, query: URLSearchParams, { pathname, takes }: { pathname: string; takes: Watcher['takes'] }): void {
    const limit = Number(query.get('limit') ?? Number.MAX_SAFE_INTEGER);
    const [offset, version] = (query.get('continue') ?? `0,${this.version}`).split(',').map(Number);
    const page = offset / limit + 1;
    if (this.faults.breakPage === page) {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('{"items":[', () => response.destroy());
      return;
    }
    if (this.faults.expirePage !== undefined && page > this.faults.expirePage) {
      this.refuse(response, 410, 'The provided continue parameter is too old');
      return;
    }
    // All pages are of the moment of the first, as a real server's are.
    const list = `${pathname} ${version}`;
    const texts = (offset > 0 && this.lists.get(list)) || this.textsOf(takes);
    const more = offset + limit < texts.length;
    if (more) {
      this.lists.set(list, texts);
    } else {
      this.lists.delete(list);
    }
    const metadata = { resourceVersion: String(version), ...(more && { continue: `${offset + limit},${version}` }) };
    this.text(response, metadata, texts.slice(offset, offset + limit));
  }

  private argocdList(response: ServerResponse, query: URLSearchParams): void {
    const metadata = { resourceVersion: this.resourceVersion };
    const texts = this.textsOf(scopeOf(APPLICATIONS).takes);
    this.text(response, metadata, query.has('fields') ? texts.map(() => '{}') : texts);
  }

  private textsOf(takes: Watcher['takes']): string[] {
    return [...this.objects.values()].filter(takes).map(({ text }) => text);
  }

  private text(response: ServerResponse, metadata: object, items: string[]): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(`{"kind":"List","metadata":${JSON.stringify(metadata)},"items":[${items.join(',')}]}`);
  }

  private json(response: ServerResponse, body: unknown): void {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body));
  }

  private refuse(response: ServerResponse, code: number, message: string): void {
    response.writeHead(code, { 'content-type': 'application/json' });
    response.end(JSON.stringify(status(code, message)));
  }
}

function status(code: number, message: string): object {
  return { kind: 'Status', apiVersion: 'v1', status: 'Failure', message, code };
}

function keyOf(object: FakeObject): string {
  const { metadata } = object;
  return `${FakeApiServer.pathOf(object)} ${metadata.namespace ?? ''}/${metadata.name ?? ''}`;
}

/** The collection that is asked for, and which objects belong to it: those of one namespace or of all. */
function scopeOf(pathname: string): { path: string; takes: Watcher['takes'] } {
  const [, before, namespace, kind] = /^(.*)\/namespaces\/([^/]+)\/([^/]+)$/.exec(pathname) ?? [undefined, pathname];
  const path = kind === undefined ? pathname : `${before}/${kind}`;
  return { path, takes: stored => stored.path === path && (namespace === undefined || stored.namespace === namespace) };
}
