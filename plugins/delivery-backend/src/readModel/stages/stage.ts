import { LoggerService } from '@backstage/backend-plugin-api';
import { DbObservationRow, Transaction } from '../../database';
import { RuleSettings, StoredObservation } from '../../domain';

/** What every stage of the projector works with. */
export interface StageContext {
  tx: Transaction;
  model: number;
  /** True when the version is the one that is read: only then is the stream told. */
  active: boolean;
  settings: RuleSettings;
  logger: LoggerService;
}

/** Rebuilds what the marks of one lane name; `marks` holds per key what the stage before knew, null where nothing. */
export type Stage = (context: StageContext, marks: Map<string, unknown[]>) => Promise<void>;

/** An observation as the rules take it. */
export function toStoredObservation(row: DbObservationRow): StoredObservation {
  return {
    kind: row.kind as StoredObservation['kind'],
    subject: row.subject,
    source: row.source,
    credential: row.credential,
    order: { epoch: row.epoch, position: row.position },
    ...(row.occurred_at ? { occurredAt: row.occurred_at.toISOString() } : {}),
    seenAt: row.seen_at.toISOString(),
    contentHash: row.content_hash,
    facts: row.facts as StoredObservation['facts'],
  };
}
