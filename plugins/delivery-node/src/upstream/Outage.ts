import { SourceConnection } from '../deliverySource';

/** A span in which upstream was not seen: from the last sign of it to the end of the list that takes up from there. */
export class Outage {
  constructor(
    private readonly connection: SourceConnection,
    private readonly from: string | undefined,
    private readonly reason: string,
  ) {}

  /** False before upstream was ever heard: what was before the first look is no gap. */
  get isOne(): boolean {
    return this.from !== undefined;
  }

  /** Keeps the span, which ends now. */
  async end(now: number): Promise<void> {
    await this.connection.unseen({
      from: this.from,
      until: new Date(now).toISOString(),
      reason: this.reason,
    });
  }
}
