import { CustomErrorBase } from '@backstage/errors';
import { membersOf, textOf, UpstreamClient, UpstreamError } from '@slipway/plugin-delivery-node';
import { IncomingHttpHeaders } from 'node:http';

/** So many requests of a limit are left for others who use the same account: the catalog, templates. */
const LEFT_FOR_OTHERS = 100;

/** The host answers no more questions until a moment that it named. */
export class RateLimitError extends CustomErrorBase {
  name = 'RateLimitError' as const;

  constructor(readonly until: Date) {
    super(`its limit of requests is reached until ${until.toISOString()}`);
  }
}

export interface HostAnswer {
  json: unknown;
  /** ISO 8601, by the host's own clock. */
  at: string;
  hasMore: boolean;
}

export interface HostClientOptions {
  client: UpstreamClient;
  /** Proves who asks; `owner` is whose repositories are asked for. */
  authorize(owner: string | undefined): Promise<Record<string, string>>;
  now?(): Date;
}

/** Asks a Git host for JSON within its limit of requests. A question that was asked before costs nothing where the host has ETags. */
export class HostClient {
  readonly #options: HostClientOptions;
  readonly #tagged = new Map<string, { etag: string; hasMore: boolean }>();
  #pausedUntil: Date | undefined;

  constructor(options: HostClientOptions) {
    this.#options = options;
  }

  get requests(): number {
    return this.#options.client.requests;
  }

  async get(path: string, signal: AbortSignal, owner?: string): Promise<HostAnswer> {
    const { status, answer } = await this.#ask(path, signal, owner, {});
    if (status < 200 || status > 299) {
      throw refusal(path, status, answer);
    }
    return answer;
  }

  /** An answer that is no JSON. */
  async bytes(path: string, signal: AbortSignal, { owner, accept }: { owner?: string; accept: string }): Promise<Buffer> {
    const { status, answer, body } = await this.#ask(path, signal, owner, { accept });
    if (status < 200 || status > 299) {
      throw refusal(path, status, answer);
    }
    return body;
  }

  /** As `get`; undefined where the answer is what it was the last time. */
  async getIfChanged(path: string, signal: AbortSignal, owner?: string): Promise<HostAnswer | { unchanged: true; hasMore: boolean }> {
    const known = this.#tagged.get(path);
    const { status, answer, headers } = await this.#ask(path, signal, owner, known ? { 'if-none-match': known.etag } : {});
    if (status === 304 && known) {
      return { unchanged: true, hasMore: known.hasMore };
    }
    if (status < 200 || status > 299) {
      throw refusal(path, status, answer);
    }
    if (typeof headers.etag === 'string') {
      this.#tagged.set(path, { etag: headers.etag, hasMore: answer.hasMore });
    }
    return answer;
  }

  async #ask(path: string, signal: AbortSignal, owner: string | undefined, headers: Record<string, string>) {
    const { client, authorize, now = () => new Date() } = this.#options;
    if (this.#pausedUntil && this.#pausedUntil > now()) {
      throw new RateLimitError(this.#pausedUntil);
    }
    const response = await client.ask(path, signal, { headers: { ...(await authorize(owner)), 'user-agent': 'slipway', ...headers } });
    const { status } = response;
    const limit = limitOf(status, response.headers, now());
    if (limit) {
      this.#pausedUntil = limit;
      if (status === 403 || status === 429) {
        throw new RateLimitError(limit);
      }
    }
    const answer: HostAnswer = {
      json: parse(response.body, response.headers),
      at: new Date(Date.parse(response.headers.date ?? '') || now()).toISOString(),
      hasMore: /rel="next"/.test(String(response.headers.link ?? '')),
    };
    return { status, answer, headers: response.headers, body: response.body };
  }
}

function refusal(path: string, status: number, { json }: HostAnswer): UpstreamError {
  return new UpstreamError(status, `${textOf(membersOf(json).message) ?? 'no reason is given'}; asked for ${path}`);
}

/** Until when nothing more is asked: what the host says, or what it leaves to others who use the same account. */
function limitOf(status: number, headers: IncomingHttpHeaders, now: Date): Date | undefined {
  const seconds = Number(headers['retry-after']);
  if ((status === 403 || status === 429) && Number.isFinite(seconds) && seconds > 0) {
    return new Date(now.getTime() + seconds * 1000);
  }
  const limit = Number(headers['x-ratelimit-limit']);
  const remaining = Number(headers['x-ratelimit-remaining']);
  const reset = Number(headers['x-ratelimit-reset']);
  if (!Number.isFinite(remaining) || !Number.isFinite(reset)) {
    return status === 429 ? new Date(now.getTime() + 60_000) : undefined;
  }
  const left = Math.min(LEFT_FOR_OTHERS, Math.floor((Number.isFinite(limit) ? limit : 0) / 10));
  return remaining <= left ? new Date(reset * 1000) : undefined;
}

function parse(body: Buffer, headers: IncomingHttpHeaders): unknown {
  if (body.length === 0) {
    return undefined;
  }
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // A proxy's page, or a host that is none: its type says more than its text.
    return { message: `an answer of type ${headers['content-type'] ?? 'unknown'} instead of JSON` };
  }
}
