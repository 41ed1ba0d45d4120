import { createHash } from 'node:crypto';
import { UpstreamAnswer, UpstreamQuestion } from '@slipway/plugin-delivery-node';
import { Authenticator } from './Authenticator';
import { Origins } from './Origins';
import { RegistryRefusal, retryInstant, saysMissing, wordsOf } from './RegistryRefusal';

/** What a registry holds under a reference. */
export interface Found {
  digest: string;
  mediaType?: string;
  body: Buffer;
  /** When the registry said so, in milliseconds. */
  at: number;
}

/** What a tag names, or that it is as it was. */
export type Looked = { digest: string | null; at: number } | { unchanged: true; at: number };

export interface RegistryApiOptions {
  host: string;
  url: string;
  hasCredentials: boolean;
  origins: Origins;
  authenticator: Authenticator;
  now(): number;
}

const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.oci.artifact.manifest.v1+json',
].join(', ');
/** The specification asks registries to take manifests up to 4 MiB; what is far beyond is no manifest. */
const MOST_BYTES = 8 * 1024 * 1024;
const MOST_REDIRECTS = 5;
/** A registry whose clock is further ahead than this does not know when it answers. */
const MOST_AHEAD_MS = 600_000;
const REDIRECTS = [301, 302, 303, 307, 308];

/** The distribution API of one registry, as far as reading needs it. Repositories are paths, without the host. */
export class RegistryApi {
  constructor(private readonly options: RegistryApiOptions) {}

  /** Whole requests since the process started. */
  get requests(): number {
    return this.options.origins.requests;
  }

  /** Asks whether there is a registry at all; who asks is not looked at. */
  async ping(signal: AbortSignal): Promise<void> {
    const { answer } = await this.follow('/v2/', {}, undefined, signal);
    if (answer.status === 200 || answer.status === 401) {
      return;
    }
    const words = wordsOf(answer);
    const step = answer.status === 429 || answer.status >= 500 ? 'it is asked again' : 'check url: no registry answers there';
    const until = retryInstant(answer.headers['retry-after'], this.options.now());
    throw new RegistryRefusal(answer.status, `to /v2/; ${step}${words === '' ? '' : ` (${words})`}`, 'registry', until);
  }

  /** The manifest with this digest; the instant at which the registry said so where it has none. */
  async manifest(repository: string, digest: string, signal: AbortSignal): Promise<Found | { missing: true; at: number }> {
    const path = `/v2/${repository}/manifests/${digest}`;
    const answer = await this.ask(repository, path, { headers: { accept: ACCEPT } }, signal);
    const at = this.instantOf(answer);
    if (saysMissing(answer)) {
      return { missing: true, at };
    }
    const body = this.checked(answer, repository, path, digest);
    return { digest, mediaType: answer.headers['content-type']?.split(';')[0].trim(), body, at };
  }

  /** The blob with this digest. */
  async blob(repository: string, digest: string, signal: AbortSignal): Promise<Buffer> {
    const path = `/v2/${repository}/blobs/${digest}`;
    return this.checked(await this.ask(repository, path, { headers: { accept: '*/*' } }, signal), repository, path, digest);
  }

  /** What a reference names; `known` is what it named when it was last looked at. */
  async look(repository: string, reference: string, signal: AbortSignal, known?: string): Promise<Looked> {
    const path = `/v2/${repository}/manifests/${reference}`;
    const headers = { accept: ACCEPT, ...(known !== undefined && { 'if-none-match': `"${known}"` }) };
    const answer = await this.ask(repository, path, { method: 'HEAD', headers }, signal);
    if (answer.status === 304) {
      return { unchanged: true, at: this.instantOf(answer) };
    }
    const digest = answer.headers['docker-content-digest'];
    if (answer.status === 200 && typeof digest === 'string' && /^sha\d+:[0-9a-f]{64,}$/.test(digest)) {
      return { digest, at: this.instantOf(answer) };
    }
    if (answer.status !== 200 && answer.status !== 404) {
      throw this.refusal(answer, repository, path);
    }
    // An answer to HEAD has no words: whether it is a registry that has nothing, or no registry, only a whole answer tells.
    const whole = await this.ask(repository, path, { headers: { accept: ACCEPT } }, signal);
    if (saysMissing(whole)) {
      return { digest: null, at: this.instantOf(whole) };
    }
    if (whole.status !== 200) {
      throw this.refusal(whole, repository, path);
    }
    return { digest: digestOf(whole.body, 'sha256'), at: this.instantOf(whole) };
  }

  private async ask(repository: string, path: string, question: UpstreamQuestion, signal: AbortSignal): Promise<UpstreamAnswer> {
    const { authenticator } = this.options;
    const first = await this.follow(path, question, await authenticator.headerFor(repository, signal), signal);
    if (first.answer.status !== 401 || !first.own) {
      return first.answer;
    }
    const header = await authenticator.answer(repository, first.answer.headers['www-authenticate'], signal);
    return header === undefined ? first.answer : (await this.follow(path, question, header, signal)).answer;
  }

  // Blobs are often elsewhere: whoever keeps them must not learn who asks.
  private async follow(path: string, question: UpstreamQuestion, authorization: string | undefined, signal: AbortSignal) {
    const base = new URL(this.options.url);
    let url = new URL(path, base);
    for (let redirects = 0; ; redirects++) {
      const own = url.origin === base.origin;
      const headers = { ...question.headers, ...(own && authorization !== undefined && { authorization }) };
      const answer = await this.options.origins.ask(url, { ...question, headers }, signal);
      const { location } = answer.headers;
      if (!REDIRECTS.includes(answer.status) || location === undefined) {
        return { answer, own };
      }
      const next = URL.canParse(location, url) ? new URL(location, url) : undefined;
      if (
        redirects >= MOST_REDIRECTS ||
        !next ||
        (next.protocol !== 'https:' && base.protocol === 'https:') ||
        !/^https?:$/.test(next.protocol)
      ) {
        throw new RegistryRefusal(answer.status, `it redirects ${path} where no registry is; check the proxy before it`, 'image');
      }
      url = next;
    }
  }

  private checked(answer: UpstreamAnswer, repository: string, path: string, digest: string): Buffer {
    const { status, body } = answer;
    if (status !== 200) {
      throw this.refusal(answer, repository, path);
    }
    if (body.length > MOST_BYTES) {
      throw new RegistryRefusal(
        status,
        `${repository}@${digest} has ${body.length} bytes; no manifest or configuration has so many`,
        'image',
      );
    }
    const received = digestOf(body, digest.startsWith('sha512:') ? 'sha512' : 'sha256');
    if (received !== digest) {
      throw new RegistryRefusal(
        status,
        `it gives other bytes for ${repository}@${digest}, with the digest ${received}; check the cache or proxy before it`,
        'image',
      );
    }
    return body;
  }

  private refusal(answer: UpstreamAnswer, repository: string, path: string): RegistryRefusal {
    const { status, headers } = answer;
    const { now, hasCredentials } = this.options;
    const words = wordsOf(answer);
    const told = words === '' ? '' : ` (${words})`;
    switch (status) {
      case 401:
        return new RegistryRefusal(
          status,
          hasCredentials
            ? `it refuses the credentials for ${repository}; check that they are valid and may read it${told}`
            : `it wants to know who reads ${repository}; give username and password of an account that may read it${told}`,
          'repository',
        );
      case 403:
        return new RegistryRefusal(status, `${repository} may not be read; give the account the right to read it${told}`, 'repository');
      case 404:
        return saysMissing(answer)
          ? new RegistryRefusal(status, `${path} is not there though a manifest names it; push the image again`, 'image')
          : new RegistryRefusal(status, `${path} is not found, not in a registry's words; check url and the proxy before it`, 'repository');
      case 429:
        return new RegistryRefusal(
          status,
          `it limits how often it is asked${told}`,
          'registry',
          retryInstant(headers['retry-after'], now()),
        );
      default:
        return new RegistryRefusal(
          status,
          `it cannot give ${path}${told}`,
          status >= 500 ? 'registry' : 'image',
          retryInstant(headers['retry-after'], now()),
        );
    }
  }

  private instantOf({ headers }: UpstreamAnswer): number {
    const now = this.options.now();
    const at = Date.parse(headers.date ?? '');
    return Number.isNaN(at) || at > now + MOST_AHEAD_MS ? now : at;
  }
}

function digestOf(body: Buffer, algorithm: 'sha256' | 'sha512'): string {
  return `${algorithm}:${createHash(algorithm).update(body).digest('hex')}`;
}
