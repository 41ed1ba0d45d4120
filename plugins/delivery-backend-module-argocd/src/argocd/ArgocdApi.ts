import {
  membersOf,
  ObjectParser,
  ParsedList,
  ParsedObject,
  textOf,
  UpstreamClient,
  UpstreamError,
  wholeLines,
} from '@slipway/plugin-delivery-node';
import { applicationFields } from '../reduce/applicationFields';

const WANTED = { fields: applicationFields, evidence: true };

// A stream in which nothing changes says nothing, not even its head: silence means nothing here.
const NEVER_SILENT_MS = 2 ** 31 - 1;

// gRPC's codes, which errors inside the stream carry, as HTTP knows them.
const GRPC_STATUS: Record<number, number> = { 7: 403, 16: 401, 14: 503 };

/** What is asked of Argo CD's own API server. */
export class ArgocdApi {
  constructor(
    private readonly client: UpstreamClient,
    private readonly parser: ObjectParser,
  ) {}

  get requests(): number {
    return this.client.requests;
  }

  /** All applications that the token may see, in one answer: Argo CD has no pages. */
  async list(signal: AbortSignal): Promise<ParsedList> {
    const bytes = await this.client.get('/api/v1/applications', signal);
    return this.parser.parseList(bytes, WANTED);
  }

  /** Asks only for the position of the list, which says that Argo CD is there and reads on. */
  async beat(signal: AbortSignal): Promise<void> {
    await this.client.get('/api/v1/applications?fields=metadata.resourceVersion', signal);
  }

  /** Changes from now on. A position has to be given, or Argo CD sends everything first and loses what happens meanwhile. */
  async *changes(signal: AbortSignal): AsyncGenerator<ParsedObject[]> {
    const bytes = this.client.stream('/api/v1/stream/applications?resourceVersion=1', signal, { silenceMs: NEVER_SILENT_MS });
    for await (const lines of wholeLines(bytes)) {
      const events = await this.parser.parseLines(lines, WANTED);
      yield events.filter(({ type }) => type !== 'ERROR');
      const failed = events.find(({ type }) => type === 'ERROR');
      if (failed) {
        const { http_code, grpc_code, message } = membersOf(failed.object);
        throw new UpstreamError(
          Number(http_code ?? GRPC_STATUS[Number(grpc_code)] ?? 500),
          textOf(message) ?? 'the stream failed without a reason',
        );
      }
    }
  }
}
