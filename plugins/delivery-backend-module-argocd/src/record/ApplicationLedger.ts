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

  /** Takes what an application looks like now; answers whether that is news, and which of its operations are. */
  take(facts: ApplicationFacts, operations: OperationFacts[], position: string): { changed: boolean; operations: AnyObservation[] } {
    const entry = this.entries.get(facts.uid);
    const contentHash = hashFacts(facts);
    if (entry?.contentHash === contentHash) {
      // Its operations are recorded with it: where it is as it was, so are they.
      entry.position = position;
      return { changed: false, operations: [] };
    }
    const news = newsAmong(operations, entry);
    this.entries.set(facts.uid, {
      contentHash,
      position,
      // Argo CD empties the operation while the next one is asked for.
      last: lastOperationOf(facts.operation) ?? entry?.last,
      marks: news.marks,
    });
    return { changed: true, operations: news.observations };
  }

  forget(uid: string): void {
    this.entries.delete(uid);
  }
}

function newsAmong(operations: OperationFacts[], entry: Entry | undefined): { observations: AnyObservation[]; marks: number[] } {
  const known = new Set(entry?.marks);
  const observations: AnyObservation[] = [];
  const marks: number[] = [];
  const current = operations.find(({ via }) => via === 'operationState');
  const currentSubject = current && subjectOf('operation', current);
  for (const facts of operations) {
    const subject = subjectOf('operation', facts);
    if (facts.via === 'history') {
      const mark = markOf(subject);
      // An entry knows less than the operation that was seen to succeed, and comes moments before its end. Of an application that was
      // recorded by an earlier holder of the lease, those that began before the operation that it showed then are recorded, too.
      const told = subject === currentSubject || known.has(mark) || (entry?.marks === undefined && isBefore(facts, subject, entry?.last));
      if (!told) {
        observations.push(observeOperation(facts));
      }
      if (subject !== currentSubject) {
        marks.push(mark);
      }
    } else {
      const observation = observeOperation(facts);
      const mark = markOf(observation.id);
      if (!known.has(mark)) {
        observations.push(observation);
      }
      marks.push(mark, ...(facts.phase === 'Succeeded' ? [markOf(subject)] : []));
    }
  }
  return { observations, marks };
}

function isBefore(facts: OperationFacts, subject: string, last: LastOperation | undefined): boolean {
  return last !== undefined && (facts.startedAt < last.startedAt || (subject === last.subject && isEnded(last.phase)));
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
