import { LoggerService } from '@backstage/backend-plugin-api';
import { Changes, DeliveryQueries } from '../../readModel';
import { Sight } from '../permissions/Callers';
import { ChangeStream } from './ChangeStream';

const COMMENT_INTERVAL_MS = 15_000;

/** Streams whose callers see the same: they share one question to the read model. */
interface Group {
  sight: Sight;
  sequence: string;
  streams: Set<ChangeStream>;
}

/** Serves all streams of this process from one subscription to the read model. */
export class ChangeHub {
  private readonly groups = new Map<string, Group>();
  private readonly comments: NodeJS.Timeout;
  private readonly unsubscribe: () => void;
  private flushing = false;
  private changed = false;

  constructor(
    private readonly options: {
      queries: Pick<DeliveryQueries, 'changesSince' | 'latestSequence' | 'onChanges'>;
      logger: Pick<LoggerService, 'warn'>;
    },
  ) {
    this.unsubscribe = options.queries.onChanges(() => this.wake());
    this.comments = setInterval(() => {
      this.each(stream => stream.comment());
      // What told of changes may have been lost with its connection.
      this.wake();
    }, COMMENT_INTERVAL_MS);
    this.comments.unref();
  }

  /** Brings a stream up to date from `lastEventId`, or from now on, and keeps it so until it is removed. */
  async add(stream: ChangeStream, sight: Sight, lastEventId?: string): Promise<void> {
    const { queries } = this.options;
    let sequence = await queries.latestSequence();
    if (lastEventId !== undefined) {
      const missed = await queries.changesSince({ sequence: lastEventId, visibility: sight.visibility });
      stream.send(visible(missed, sight));
      sequence = missed.sequence;
    }
    // Where nothing was missed that this caller may see, this alone says that the stream lives.
    stream.start(sequence);
    const key = JSON.stringify(sight);
    for (;;) {
      const group = this.groups.get(key);
      if (!group) {
        this.groups.set(key, { sight, sequence, streams: new Set([stream]) });
        break;
      }
      // A group that is further ahead would never say what lies between, so the stream catches up first.
      if (BigInt(sequence) >= BigInt(group.sequence)) {
        group.streams.add(stream);
        break;
      }
      const missed = await queries.changesSince({ sequence, visibility: sight.visibility });
      stream.send(visible(missed, sight));
      sequence = missed.sequence;
    }
    this.wake();
  }

  /** Forgets a stream. */
  remove(stream: ChangeStream): void {
    for (const [key, group] of this.groups) {
      if (group.streams.delete(stream) && group.streams.size === 0) {
        this.groups.delete(key);
      }
    }
  }

  /** Ends every stream. */
  close(): void {
    this.unsubscribe();
    clearInterval(this.comments);
    this.each(stream => stream.end());
    this.groups.clear();
  }

  private each(visit: (stream: ChangeStream) => void): void {
    for (const group of this.groups.values()) {
      group.streams.forEach(visit);
    }
  }

  private wake(): void {
    this.changed = true;
    if (!this.flushing) {
      this.flushing = true;
      this.flush()
        // The groups stand where they stood, so the next change asks for the same again.
        .catch(error => this.options.logger.warn(`Streams wait for the read model: ${error}`))
        .finally(() => {
          this.flushing = false;
        });
    }
  }

  private async flush(): Promise<void> {
    while (this.changed) {
      this.changed = false;
      for (const group of [...this.groups.values()]) {
        const changes = await this.options.queries.changesSince({ sequence: group.sequence, visibility: group.sight.visibility });
        group.sequence = changes.sequence;
        const seen = visible(changes, group.sight);
        group.streams.forEach(stream => stream.send(seen));
      }
    }
  }
}

function visible(changes: Changes, sight: Sight): Changes {
  return sight.sources ? changes : { ...changes, sources: false };
}
