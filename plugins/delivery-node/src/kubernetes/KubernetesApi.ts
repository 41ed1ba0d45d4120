import { membersOf, textOf } from '../read';
import { UpstreamClient } from '../upstream/UpstreamClient';
import { UpstreamError } from '../upstream/UpstreamError';
import { ObjectParser, ParsedList, ParsedObject, Wanted } from './ObjectParser';
import { wholeLines } from './wholeLines';

/** Objects of one kind, and what is wanted of each. */
export interface Resource extends Wanted {
  /** Where the API server serves them, e.g. `/api/v1/pods`. */
  path: string;
  /** How many at most come with one answer. */
  page: number;
  /** Narrows a list. */
  query?: Record<string, string>;
}

/** How a watch is opened. */
export interface WatchOptions {
  /** The position after which changes are wanted. */
  resourceVersion: string;
  /** How long the server is asked to keep the watch open. */
  timeoutSeconds: number;
  signal: AbortSignal;
  /** Called when the server has taken the watch. */
  onOpen(): void;
}

/** Reads a Kubernetes API server: lists in pages, and changes as they come. */
export class KubernetesApi {
  constructor(
    private readonly client: UpstreamClient,
    private readonly parser: ObjectParser,
  ) {}

  /** Whole requests since the process started. */
  get requests(): number {
    return this.client.requests;
  }

  /** Pages of one consistent list, in order; an answer that is no list is an `UpstreamError`. */
  async *pages(resource: Resource, signal: AbortSignal): AsyncGenerator<ParsedList> {
    let continueToken: string | undefined;
    do {
      const query = new URLSearchParams({
        ...resource.query,
        limit: String(resource.page),
        ...(continueToken && { continue: continueToken }),
      });
      const bytes = await this.client.get(`${resource.path}?${query}`, signal);
      const page = await this.parser.parseList(bytes, resource);
      yield page;
      continueToken = textOf(page.continueToken);
    } while (continueToken !== undefined);
  }

  /** Whether the server has this kind and lets us read it; any other trouble is thrown. */
  async serves({ path }: Resource, signal: AbortSignal): Promise<boolean> {
    try {
      await this.client.get(`${path}?limit=1`, signal);
      return true;
    } catch (error) {
      // An account that may not read a custom kind is answered 403 whether or not the kind is there.
      if (error instanceof UpstreamError && [403, 404].includes(error.status)) {
        return false;
      }
      throw error;
    }
  }

  /** Changes after a position; ends when the server ends it, and throws what it says is wrong. */
  async *changes(resource: Resource, { resourceVersion, timeoutSeconds, signal, onOpen }: WatchOptions): AsyncGenerator<ParsedObject[]> {
    const query = new URLSearchParams({
      watch: 'true',
      allowWatchBookmarks: 'true',
      resourceVersion,
      timeoutSeconds: String(timeoutSeconds),
    });
    const bytes = this.client.stream(`${resource.path}?${query}`, signal, { onOpen });
    for await (const lines of wholeLines(bytes)) {
      const events = await this.parser.parseLines(lines, resource);
      const failed = events.findIndex(({ type }) => type === 'ERROR');
      yield failed < 0 ? events : events.slice(0, failed);
      if (failed >= 0) {
        const { code, message } = membersOf(events[failed].object);
        throw new UpstreamError(typeof code === 'number' ? code : 500, textOf(message) ?? 'the watch failed without a reason');
      }
    }
  }
}
