import { membersOf, textOf, UpstreamClient, UpstreamError } from '@slipway/plugin-delivery-node';
import { ObjectParser, ParsedList, ParsedObject } from '../parse/ObjectParser';
import { wholeLines } from '../parse/wholeLines';
import { Fields, applicationFields } from '../reduce/applicationFields';

const PAGE = 100;
const APPLICATIONS = '/apis/argoproj.io/v1alpha1/applications';
const EVENTS = '/api/v1/events';

const eventFields: Fields = {
  metadata: { uid: true, annotations: { user: true } },
  involvedObject: { uid: true, kind: true, apiVersion: true },
  reason: true,
  message: true,
  firstTimestamp: true,
  eventTime: true,
};

/** What is asked of a Kubernetes API server: applications of all namespaces, in pages or as they change, and Argo CD's events. */
export class ApplicationsApi {
  constructor(
    private readonly client: UpstreamClient,
    private readonly parser: ObjectParser,
  ) {}

  get requests(): number {
    return this.client.requests;
  }

  /** Pages of one consistent list, in order. */
  pages(signal: AbortSignal): AsyncGenerator<ParsedList> {
    return this.list(APPLICATIONS, {}, applicationFields, PAGE, signal);
  }

  /** Changes after a position; ends when the server ends it, and throws what it says is wrong. */
  async *changes(resourceVersion: string, timeoutSeconds: number, signal: AbortSignal, onOpen: () => void): AsyncGenerator<ParsedObject[]> {
    const query = new URLSearchParams({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(timeoutSeconds),
    });
    const bytes = this.client.stream(`${APPLICATIONS}?${query}`, signal, { onOpen });
    for await (const lines of wholeLines(bytes)) {
      const events = await this.parser.parseLines(lines, applicationFields);
      const failed = events.findIndex(({ type }) => type === 'ERROR');
      yield failed < 0 ? events : events.slice(0, failed);
      if (failed >= 0) {
        const { code, message } = membersOf(events[failed].object);
        throw new UpstreamError(typeof code === 'number' ? code : 500, textOf(message) ?? 'the watch failed without a reason');
      }
    }
  }

  /** Argo CD's Kubernetes events of one reason, as far back as the cluster keeps them. */
  async events(reason: string, signal: AbortSignal): Promise<unknown[]> {
    const query = {
      fieldSelector: `involvedObject.kind=Application,reason=${reason}`,
    };
    const events: unknown[] = [];
    for await (const { items } of this.list(EVENTS, query, eventFields, 500, signal)) {
      for await (const { object } of items) {
        events.push(object);
      }
    }
    return events;
  }

  private async *list(
    path: string,
    query: Record<string, string>,
    fields: Fields,
    limit: number,
    signal: AbortSignal,
  ): AsyncGenerator<ParsedList> {
    let continueToken: string | undefined;
    do {
      const parameters = new URLSearchParams({
        ...query,
        limit: String(limit),
        ...(continueToken && { continue: continueToken }),
      });
      const bytes = await this.client.get(`${path}?${parameters}`, signal);
      const page = await this.parser.parseList(bytes, fields);
      yield page;
      continueToken = textOf(page.continueToken);
    } while (continueToken !== undefined);
  }
}
