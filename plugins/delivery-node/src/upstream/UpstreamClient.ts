import http, { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import https from 'node:https';
import { SilenceError, UpstreamError } from './UpstreamError';

const MOST_BYTES = 64 * 1024 * 1024;

/** How to reach an upstream: asked for before every request, because tokens expire. */
export interface UpstreamAccess {
  baseUrl: URL;
  headers: Record<string, string>;
  agent: http.Agent;
}

/** What a client is made with. */
export interface UpstreamClientOptions {
  access(): Promise<UpstreamAccess>;
  /** No byte for so long ends a request. */
  silenceMs: number;
}

/** A request as it is sent. */
export interface UpstreamQuestion {
  method?: 'GET' | 'HEAD' | 'POST';
  /** Beside those of the access, which they overrule. */
  headers?: Record<string, string>;
  body?: string;
}

/** An answer, whatever its status. */
export interface UpstreamAnswer {
  status: number;
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** How an answer is read as it comes. */
export interface StreamOptions {
  /** Called with the answer's head. */
  onOpen?(): void;
  /** No byte for so long ends it, where that is not what the client says. */
  silenceMs?: number;
}

/** Reads an upstream over HTTP and counts its requests. */
export class UpstreamClient {
  private sent = 0;

  constructor(private readonly options: UpstreamClientOptions) {}

  /** Whole requests since the process started. */
  get requests(): number {
    return this.sent;
  }

  /** The body of a 2xx answer. */
  async get(path: string, signal: AbortSignal): Promise<Buffer> {
    const chunks: Buffer[] = [];
    for await (const chunk of this.stream(path, signal)) {
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  }

  /** The whole answer, whatever its status; one of more than 64 MiB is an `UpstreamError`. */
  async ask(path: string, signal: AbortSignal, question: UpstreamQuestion = {}): Promise<UpstreamAnswer> {
    const { silenceMs } = this.options;
    const response = await this.send(path, signal, silenceMs, question);
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of this.chunksOf(response, silenceMs)) {
      bytes += chunk.length;
      if (bytes > MOST_BYTES) {
        throw new UpstreamError(response.statusCode ?? 0, `its answer to ${path} has more than ${MOST_BYTES} bytes`);
      }
      chunks.push(chunk);
    }
    return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks) };
  }

  /** The body of a 2xx answer as it comes. */
  async *stream(path: string, signal: AbortSignal, options: StreamOptions = {}): AsyncGenerator<Buffer> {
    const { onOpen, silenceMs = this.options.silenceMs } = options;
    const response = await this.send(path, signal, silenceMs);
    const { statusCode = 0 } = response;
    if (statusCode < 200 || statusCode > 299) {
      throw new UpstreamError(statusCode, await this.refusal(response));
    }
    onOpen?.();
    yield* this.chunksOf(response, silenceMs);
  }

  private async send(path: string, signal: AbortSignal, silenceMs: number, question: UpstreamQuestion = {}): Promise<IncomingMessage> {
    const { method = 'GET', body } = question;
    const { baseUrl, headers, agent } = await this.options.access();
    const prefix = baseUrl.pathname.replace(/\/$/, '');
    this.sent += 1;
    return new Promise((resolve, reject) => {
      const { request } = baseUrl.protocol === 'http:' ? http : https;
      const sending = request({
        protocol: baseUrl.protocol,
        hostname: baseUrl.hostname.replace(/^\[|\]$/g, ''),
        port: baseUrl.port,
        path: `${prefix}${path}`,
        method,
        agent,
        signal,
        headers: { accept: 'application/json', ...headers, ...question.headers },
      });
      const timer = setTimeout(() => sending.destroy(silence(silenceMs)), silenceMs);
      sending.on('response', response => {
        clearTimeout(timer);
        resolve(response);
      });
      sending.on('error', error => {
        clearTimeout(timer);
        // The upstream closed an idle connection in the moment in which it was used again: it has not seen the request.
        if (sending.reusedSocket && 'code' in error && error.code === 'ECONNRESET') {
          resolve(this.send(path, signal, silenceMs, question));
        } else {
          reject(error);
        }
      });
      // A path that forgets connections (NAT, a proxy) shows itself even where the upstream has nothing to say.
      sending.setSocketKeepAlive(true, 30_000);
      sending.end(body);
    });
  }

  // The clock runs only while a chunk is waited for: a slow reader is not a silent upstream.
  private async *chunksOf(response: IncomingMessage, silenceMs: number): AsyncGenerator<Buffer> {
    const chunks = response[Symbol.asyncIterator]();
    try {
      for (;;) {
        const timer = setTimeout(() => response.destroy(silence(silenceMs)), silenceMs);
        const next = await chunks.next().finally(() => clearTimeout(timer));
        if (next.done) {
          return;
        }
        yield next.value;
      }
    } finally {
      response.destroy();
    }
  }

  private async refusal(response: IncomingMessage): Promise<string> {
    let text = '';
    for await (const chunk of this.chunksOf(response, this.options.silenceMs)) {
      text += chunk.toString('utf8');
      if (text.length > 8_192) {
        break;
      }
    }
    try {
      const { message } = JSON.parse(text);
      return typeof message === 'string' ? message : text.slice(0, 500);
    } catch {
      // A proxy's page instead of a Status object: its beginning is all there is to tell.
      return text.slice(0, 500);
    }
  }
}

function silence(milliseconds: number): SilenceError {
  return new SilenceError(`nothing came for ${milliseconds / 1000} s`);
}
