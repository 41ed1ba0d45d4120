import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';

/** A question as it reached the host. */
export interface Asked {
  method: string;
  path: string;
  body: any;
  authorization?: string;
}

/** An answer of the host. */
export interface Answer {
  status: number;
  body?: unknown;
}

/** A Git host's API that answers as a test says, and keeps what it was asked. */
export class FakeApi {
  readonly asked = new Array<Asked>();
  private server: Server | undefined;

  constructor(private readonly answer: (asked: Asked) => Answer) {}

  async start(): Promise<string> {
    this.server = createServer(async (request, response) => {
      const chunks = new Array<Buffer>();
      for await (const chunk of request) {
        chunks.push(chunk);
      }
      const text = Buffer.concat(chunks).toString();
      const { method = '', url = '', headers } = request;
      const asked = { method, path: url, body: text ? JSON.parse(text) : undefined, authorization: headers.authorization };
      this.asked.push(asked);
      const { status, body } = this.answer(asked);
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(typeof body === 'string' ? body : JSON.stringify(body ?? {}));
    });
    await new Promise<void>(resolve => {
      this.server!.listen(0, '127.0.0.1', resolve);
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    return new Promise(resolve => {
      this.server?.close(() => resolve());
      this.server?.closeAllConnections();
    });
  }
}
