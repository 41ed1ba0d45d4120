import { IncomingObservation, IncomingUnusedEvent, ObservationRecorder, RecordResult } from '../../ingest';

/** A record in memory that tells duplicates by source and id. */
export class FakeRecorder implements ObservationRecorder {
  readonly observations = new Array<IncomingObservation>();
  readonly unused = new Array<IncomingUnusedEvent>();
  readonly hints = new Array<{ source: string; hint: string }>();
  /** What the database says instead of recording. */
  error: Error | undefined;
  private readonly known = new Set<string>();

  async recordObservations(batch: IncomingObservation[]): Promise<RecordResult[]> {
    return batch.map(item => this.take(item.observation.source, item.observation.id, () => this.observations.push(item)));
  }

  async recordUnused(events: IncomingUnusedEvent[]): Promise<RecordResult[]> {
    return events.map(event => this.take(event.source, event.id, () => this.unused.push(event)));
  }

  hint(source: string, hint: string): void {
    this.hints.push({ source, hint });
  }

  private take(source: string, id: string, keep: () => void): RecordResult {
    if (this.error) {
      throw this.error;
    }
    const identity = JSON.stringify([source, id]);
    if (this.known.has(identity)) {
      return 'duplicate';
    }
    this.known.add(identity);
    keep();
    return 'accepted';
  }
}
