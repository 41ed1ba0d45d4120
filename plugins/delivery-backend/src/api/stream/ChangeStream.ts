import { Changes } from '../../readModel';

// A reader this far behind is cut off: it comes back with its last id and is told in short what it missed.
const UNREAD_LIMIT = 1024 * 1024;

/** What a stream needs of an HTTP response. */
export interface StreamResponse {
  readonly writableEnded: boolean;
  readonly destroyed: boolean;
  readonly writableLength: number;
  writeHead(status: number, headers: Record<string, string>): unknown;
  flushHeaders(): void;
  write(text: string): unknown;
  end(): unknown;
  destroy(): unknown;
}

/** One caller's server-sent events. They carry refs and no data. */
export class ChangeStream {
  constructor(private readonly response: StreamResponse) {
    response.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      // Without no-transform the compression of responses holds events back.
      'Cache-Control': 'no-cache, no-transform',
      'X-Accel-Buffering': 'no',
    });
    response.flushHeaders();
  }

  /** Tells from where a later stream may resume. */
  start(sequence: string): void {
    this.write(`id: ${sequence}\n: live\n\n`);
  }

  /** Sends what changed, if anything did. */
  send(changes: Changes): void {
    if (changes.reset) {
      this.event('reset', changes.sequence, {});
      return;
    }
    if (changes.refs.length > 0) {
      this.event('changed', changes.sequence, { refs: changes.refs });
    }
    if (changes.sources) {
      this.event('sources', changes.sequence, {});
    }
  }

  /** Shows proxies and the reader that the stream lives. */
  comment(): void {
    this.write(': still here\n\n');
  }

  end(): void {
    this.response.end();
  }

  private event(name: string, sequence: string, data: object): void {
    this.write(`id: ${sequence}\nevent: ${name}\ndata: ${JSON.stringify(data)}\n\n`);
  }

  private write(text: string): void {
    if (this.response.writableEnded || this.response.destroyed) {
      return;
    }
    if (this.response.writableLength > UNREAD_LIMIT) {
      this.response.destroy();
      return;
    }
    this.response.write(text);
  }
}
