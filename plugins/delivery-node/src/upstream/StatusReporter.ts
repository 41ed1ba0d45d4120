import { SourceConnection, SourceReport } from '../deliverySource';

type Status = Omit<SourceReport, 'upstreamRequests'>;

/** Reports how a source is doing. Trouble with the database is said first: while it lasts nothing of upstream is kept. */
export class StatusReporter {
  private status: Status = { state: 'connecting' };
  private trouble: string | undefined;

  constructor(
    private readonly connection: SourceConnection,
    private readonly requests: () => number,
  ) {}

  upstream(status: Status): void {
    this.status = status;
    this.send();
  }

  /** Takes an error while the database cannot be written, and nothing once it can. */
  database(error?: unknown): void {
    const trouble = error === undefined ? undefined : `The record cannot be written: ${error}; it is tried again`;
    if (trouble !== this.trouble) {
      this.trouble = trouble;
      this.send();
    }
  }

  private send(): void {
    this.connection.report({
      ...(this.trouble === undefined ? this.status : { state: 'retrying', error: this.trouble }),
      upstreamRequests: this.requests(),
    });
  }
}
