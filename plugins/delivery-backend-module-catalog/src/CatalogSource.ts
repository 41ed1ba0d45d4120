import { stringifyEntityRef } from '@backstage/catalog-model';
import { DeliverySource, SourceConnection } from '@slipway/plugin-delivery-node';
import { CatalogReader, CatalogReadError } from './CatalogReader';
import { ChangedEntities } from './ChangedEntities';
import { ownHash } from './entityFacts';
import { EntityRecorder, refsOf } from './EntityRecorder';

// In beats of a second. A count finds at once what was removed, of which no processor speaks; it costs one request.
const COUNT_EVERY = 10;
const SWEEP_EVERY = 300;
const BEATS_AFTER_FAULT = 5;

/** Waits a while, or shorter when the signal is aborted. */
export type Pause = (seconds: number, signal: AbortSignal) => Promise<void>;

/** Records what the catalog says of entities: those that changed within seconds, and in a sweep every five minutes all of them. */
export class CatalogSource implements DeliverySource {
  readonly name = 'catalog';
  readonly heartbeat = false;

  constructor(private readonly options: { reader: CatalogReader; changes: ChangedEntities; pause: Pause }) {}

  async run(connection: SourceConnection): Promise<void> {
    const { changes } = this.options;
    changes.begin();
    try {
      await this.follow(connection, await EntityRecorder.open(this.name, connection));
    } finally {
      changes.end();
    }
  }

  private async follow(connection: SourceConnection, recorder: EntityRecorder): Promise<void> {
    const { reader, pause } = this.options;
    // A record that knows nothing yet differs in everything, which says nothing of how well it was kept.
    let audit = recorder.size > 0;
    let untilSweep = 0;
    for (let beat = 0; !connection.signal.aborted; beat++) {
      try {
        const looks = untilSweep === 0 || beat % COUNT_EVERY === 0;
        if (untilSweep === 0 || (looks && (await reader.count()) !== recorder.size)) {
          const different = await this.sweep(recorder);
          if (audit) {
            await connection.audited({ compared: recorder.size, different });
          }
          audit = true;
          untilSweep = SWEEP_EVERY;
        }
        await this.lookAtChanges(recorder);
        if (looks) {
          connection.heard();
          connection.report({ state: 'live', upstreamRequests: reader.requests });
        }
        untilSweep -= 1;
        await pause(1, connection.signal);
      } catch (error) {
        if (connection.signal.aborted) {
          return;
        }
        if (!(error instanceof CatalogReadError)) {
          throw error;
        }
        connection.report({ state: 'retrying', error: error.message, upstreamRequests: reader.requests });
        // After a fault a full comparison.
        untilSweep = 0;
        await pause(BEATS_AFTER_FAULT, connection.signal);
      }
    }
  }

  /** Reads everything; answers in how many entities the record differed. */
  private async sweep(recorder: EntityRecorder): Promise<number> {
    const { reader } = this.options;
    const seen = new Set<string>();
    let different = 0;
    for await (const page of reader.pages()) {
      refsOf(page).forEach(ref => seen.add(ref));
      different += await recorder.record(page);
    }
    // An entity that is registered again during the sweep gets another uid and may stand on a page that was read before.
    const missing = recorder.missingFrom(seen);
    const still = await reader.byRefs(missing);
    const stillThere = new Set(refsOf(still));
    different += await recorder.record(still);
    different += await recorder.recordGone(missing.filter(ref => !stillThere.has(ref)));
    return different;
  }

  private async lookAtChanges(recorder: EntityRecorder): Promise<void> {
    const { reader, changes } = this.options;
    const refs = changes.refs();
    if (refs.length === 0) {
      return;
    }
    const entities = await reader.byRefs(refs);
    await recorder.record(entities);
    changes.looked(refs, new Map(entities.map(entity => [stringifyEntityRef(entity), ownHash(entity)])));
  }
}
