import { createServer, IncomingMessage, Server, ServerResponse } from 'node:http';
import { AddressInfo } from 'node:net';

/** An answer that is given again. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  json?: unknown;
  /** Of an answer that is no JSON. */
  text?: string;
}

/** A server on loopback that answers as a test says, and keeps what it was asked. */
export class ReplayServer {
  readonly asked = new Array<{ path: string; headers: IncomingMessage['headers'] }>();
  readonly #server: Server;

  constructor(answer: (path: string, headers: IncomingMessage['headers']) => Answer | undefined) {
    this.#server = createServer((request: IncomingMessage, response: ServerResponse) => {
      const path = request.url ?? '';
      this.asked.push({ path, headers: request.headers });
      const given = answer(path, request.headers) ?? { status: 404, headers: {}, json: { message: `nothing is at ${path}` } };
      response.writeHead(given.status, { 'content-type': 'application/json', ...given.headers });
      response.end(given.status === 304 ? undefined : (given.text ?? JSON.stringify(given.json)));
    });
  }

  async start(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
