import { createHash } from 'node:crypto';
import { ApplicationFacts, AnyObservation, ApplicationOperation, OperationFacts, subjectOf } from '@slipway/plugin-delivery-common';
import { RecordedState, hashFacts } from '@slipway/plugin-delivery-node';
import { isEnded } from '../reduce/operations';
import { observeOperation } from './observe';

/** The operation that an application showed last. */
export interface LastOperation {
  startedAt: string;
  subject: string;
  phase: string | null;
}

interface Entry {
  contentHash: string;
  position: string;
  last?: LastOperation;
  /** Marks of the operations that the object still shows and that are recorded; absent before the first look in this process. */
  marks?: number[];
}

/**
 * What the record holds of each application of one instance, in about 500 bytes each: enough to drop what says nothing new.
 * It is filled from the record when a lease begins and thrown away with it.
 */
export class ApplicationLedger {
  private readonly entries = new Map<string, Entry>();

  static fromRecord(states: RecordedState[]): ApplicationLedger {
    const ledger = new ApplicationLedger();
    for (const { contentHash, order, facts } of states) {
      const application = facts as ApplicationFacts;
      if (application.gone !== true) {
        ledger.entries.set(application.uid, {
          contentHash,
          position: order.position,
          last: lastOperationOf(application.operation),
        });
      }
    }
    return ledger;
  }

  uids(): string[] {
    return [...this.entries.keys()];
  }

  lastOperation(uid: string): LastOperation | undefined {
    return this.entries.get(uid)?.last;
  }

  /** The position at which the application was seen last, as a decimal string. */
  position(uid: string): string | undefined {
    return this.entries.get(uid)?.position;
  }

  /** Takes what an application looks like now; answers whether that is news, and the operations that are. */
  take(facts: ApplicationFacts, operations: OperationFacts[], position: string): { changed: boolean; operations: AnyObservation[] } {
    const entry = this.entries.get(facts.uid);
    const contentHash = hashFacts(facts);
    const changed = entry?.contentHash !== contentHash;
    const news = this.newsAmong(operations, entry, changed);
    this.entries.set(facts.uid, {
      contentHash,
      position,
      // Argo CD empties the operation while the next one is asked for.
      last: lastOperationOf(facts.operation) ?? entry?.last,
      marks: news.marks,
    });
    return { changed, operations: news.observations };
  }

  forget(uid: string): void {
    this.entries.delete(uid);
  }

  // An application and its operations are recorded together. So where the application is as it was recorded, its operations are, and
  // where it has moved on, those are that began before the one that it showed then.
  private newsAmong(
    operations: OperationFacts[],
    entry: Entry | undefined,
    changed: boolean,
  ): { observations: AnyObservation[]; marks: number[] } {
    const first = entry !== undefined && entry.marks === undefined;
    const known = new Set(entry?.marks);
    const observations: AnyObservation[] = [];
    const marks: number[] = [];
    const current = operations.find(({ via }) => via === 'operationState');
    const currentSubject = current && subjectOf('operation', current);
    for (const facts of operations) {
      const subject = subjectOf('operation', facts);
      const observation = observeOperation(facts);
      const mark = markOf(observation.id);
      const succeeded = markOf(subject);
      // A history entry knows less than the operation that was seen to succeed, and comes moments before its end.
      const told = facts.via === 'history' && (subject === currentSubject || known.has(succeeded));
      const recorded = known.has(mark) || (first && (!changed || isBefore(facts, subject, entry.last)));
      if (!told && !recorded) {
        observations.push(observation);
      }
      marks.push(mark);
      if (known.has(succeeded) || (facts.via === 'operationState' && facts.phase === 'Succeeded')) {
        marks.push(succeeded);
      }
    }
    return { observations, marks };
  }
}

function isBefore(facts: OperationFacts, subject: string, last: LastOperation | undefined): boolean {
  if (facts.via !== 'history' || last === undefined) {
    return false;
  }
  return facts.startedAt < last.startedAt || (subject === last.subject && isEnded(last.phase));
}

function lastOperationOf(operation: ApplicationOperation | null | undefined): LastOperation | undefined {
  return operation?.startedAt !== undefined && operation.subject !== undefined
    ? {
        startedAt: operation.startedAt,
        subject: operation.subject,
        phase: operation.phase,
      }
    : undefined;
}

// 48 bits, kept as a plain number: a dozen of them tell the operations of one application apart, and 10,000 applications fit in 2 MB.
function markOf(text: string): number {
  return createHash('sha256').update(text).digest().readUIntBE(0, 6);
}
