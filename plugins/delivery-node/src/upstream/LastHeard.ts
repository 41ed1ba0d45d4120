import { SourceConnection } from '../deliverySource';

/** What stores the cursor, with the next batch or at once. */
export interface CursorKeeper {
  setCursor(cursor: string): void;
  /** Resolves once it is stored. */
  flush(): Promise<void>;
}

const STORED_EVERY_MS = 30_000;

/** When upstream was heard last, across restarts: it stands in the cursor, and says from when on nothing was seen. */
export class LastHeard {
  private storedAt = 0;

  private constructor(
    private readonly connection: SourceConnection,
    private readonly keeper: CursorKeeper,
    private readonly now: () => number,
    private heardAt: number | undefined,
  ) {}

  /** Begins with what the cursor says of the run before. */
  static async open(connection: SourceConnection, keeper: CursorKeeper, now: () => number): Promise<LastHeard> {
    const cursor = await connection.cursor();
    const heardAt = cursor === undefined ? Number.NaN : Date.parse(cursor);
    return new LastHeard(connection, keeper, now, Number.isNaN(heardAt) ? undefined : heardAt);
  }

  /** ISO 8601; absent when upstream was never heard. */
  get at(): string | undefined {
    return this.heardAt === undefined ? undefined : new Date(this.heardAt).toISOString();
  }

  /** Upstream was heard: an event, a bookmark or a completed list. */
  async mark(): Promise<void> {
    this.connection.heard();
    this.heardAt = this.now();
    this.keeper.setCursor(new Date(this.heardAt).toISOString());
    // The cursor travels with the batches; where nothing changes it is stored by itself, now and then.
    if (this.heardAt - this.storedAt >= STORED_EVERY_MS) {
      this.storedAt = this.heardAt;
      await this.keeper.flush();
    }
  }
}
