import { AnyObservation } from '@slipway/plugin-delivery-common';
import { DeliverySource, SourceConnection } from '../deliverySource';

/** A `DeliverySource` in memory: it records what a test hands it while it holds the lease, and can be made to fail. */
export class FakeSource implements DeliverySource {
  private connection: SourceConnection | undefined;
  private fail: (error: Error) => void = () => {};
  private waiting = new Array<() => void>();
  /** How often it was started. */
  runs = 0;

  constructor(
    readonly name: string,
    readonly heartbeat = true,
  ) {}

  /** Runs until the lease is lost or `failWith` is called. */
  async run(connection: SourceConnection): Promise<void> {
    this.runs += 1;
    this.connection = connection;
    connection.report({ state: 'live', upstreamRequests: 0 });
    connection.heard();
    this.waiting.splice(0).forEach(wake => wake());
    try {
      await new Promise<void>((resolve, reject) => {
        this.fail = reject;
        connection.signal.addEventListener('abort', () => resolve(), { once: true });
        if (connection.signal.aborted) {
          resolve();
        }
      });
    } finally {
      this.connection = undefined;
    }
  }

  /** The connection of the present run; waits until there is one. */
  async connected(): Promise<SourceConnection> {
    while (!this.connection) {
      await new Promise<void>(resolve => this.waiting.push(resolve));
    }
    return this.connection;
  }

  /** Records observations through the connection of the present run. */
  async record(observations: AnyObservation[]) {
    const connection = await this.connected();
    return connection.record({ observations });
  }

  /** Ends the present run with an error, as when upstream is gone. */
  failWith(error: Error): void {
    this.fail(error);
  }
}
