import { Server, Socket, createConnection, createServer } from 'node:net';
import { once } from 'node:events';

/** A way to a server that can be cut, as when that server is gone, and mended. */
export class BreakableConnection {
  private server: Server | undefined;
  private readonly sockets = new Set<Socket>();
  private constructor(
    private readonly target: { host: string; port: number },
    public port = 0,
  ) {}

  static async to(target: { host: string; port: number }): Promise<BreakableConnection> {
    const connection = new BreakableConnection(target);
    await connection.mend();
    return connection;
  }

  /** Lets connections through again, at the same port as before. */
  async mend(): Promise<void> {
    this.server = createServer(near => {
      const far = createConnection(this.target);
      for (const [socket, other] of [
        [near, far],
        [far, near],
      ]) {
        this.sockets.add(socket);
        socket.on('error', () => other.destroy());
        socket.on('close', () => {
          this.sockets.delete(socket);
          other.destroy();
        });
      }
      near.pipe(far).pipe(near);
    }).listen(this.port, '127.0.0.1');
    await once(this.server, 'listening');
    this.port = (this.server.address() as { port: number }).port;
  }

  /** Ends every connection and refuses new ones. */
  async cut(): Promise<void> {
    const closed = once(this.server!, 'close');
    this.server!.close();
    this.sockets.forEach(socket => socket.destroy());
    await closed;
  }
}
