import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import { rootCertificates } from 'node:tls';
import { InputError } from '@backstage/errors';
import { UpstreamAnswer, UpstreamClient, UpstreamQuestion } from '@slipway/plugin-delivery-node';

const SILENCE_MS = 30_000;
const MOST_ORIGINS = 50;

export interface OriginSettings {
  url: string;
  caFile?: string;
  skipTlsVerify: boolean;
}

/** The machines that a registry sends its readers to: itself, where its tokens are, and where its blobs are. */
export class Origins {
  private readonly clients = new Map<string, UpstreamClient>();
  private before = 0;

  constructor(private readonly settings: OriginSettings) {}

  /** Whole requests since the process started. */
  get requests(): number {
    return [...this.clients.values()].reduce((sum, client) => sum + client.requests, this.before);
  }

  ask(url: URL, question: UpstreamQuestion, signal: AbortSignal): Promise<UpstreamAnswer> {
    return this.clientOf(url).ask(`${url.pathname}${url.search}`, signal, question);
  }

  private clientOf({ origin }: URL): UpstreamClient {
    let client = this.clients.get(origin);
    if (!client) {
      if (this.clients.size >= MOST_ORIGINS) {
        this.before = this.requests;
        this.clients.clear();
      }
      client = this.createClient(origin);
      this.clients.set(origin, client);
    }
    return client;
  }

  private createClient(origin: string): UpstreamClient {
    const { url, caFile, skipTlsVerify } = this.settings;
    const baseUrl = new URL(origin);
    let agent: http.Agent | undefined;
    return new UpstreamClient({
      silenceMs: SILENCE_MS,
      access: async () => {
        agent ??=
          baseUrl.protocol === 'http:'
            ? new http.Agent({ keepAlive: true })
            : new https.Agent({
                keepAlive: true,
                // Another host than the registry itself proves who it is, whatever the registry may be forgiven.
                rejectUnauthorized: !skipTlsVerify || baseUrl.hostname !== new URL(url).hostname,
                ...(caFile !== undefined && { ca: [...rootCertificates, readCertificates(caFile)] }),
              });
        return { baseUrl, headers: {}, agent };
      },
    });
  }
}

function readCertificates(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError(`caFile '${file}' cannot be read: ${error}`);
  }
}
