import { OperationFacts, SourceRevision, applicationSubject } from '@slipway/plugin-delivery-common';
import { InstantReader, membersOf, messageOf, textOf } from '@slipway/plugin-delivery-node';
import { LastOperation } from '../record/ApplicationLedger';
import { Seen } from '../record/ApplicationRecorder';

/** What is known of an application around a gap. */
export interface AroundGap {
  /** The operation that the record showed when the gap began. */
  before: LastOperation;
  /** The operations that the object shows after it. */
  after: OperationFacts[];
  application: string;
  instance: string;
  uid: string;
  /** The revision's place; known only where the application has a single source. */
  source: Omit<SourceRevision, 'revision'> | undefined;
}

/** An application that shows another operation than before the gap may have overwritten some; every other has overwritten none. */
export function aroundGap({ reduced, before }: Seen): AroundGap | undefined {
  const { application, operations } = reduced;
  const { uid, instance, operation, revisionList } = application;
  if (before === undefined || operation?.subject === before.subject) {
    return undefined;
  }
  const [source, ...more] = revisionList;
  return {
    before,
    after: operations,
    application: applicationSubject(instance, uid),
    instance,
    uid,
    source: source !== undefined && more.length === 0 ? { source: source.source, kind: source.kind } : undefined,
  };
}

interface ArgocdEvent {
  uid: string;
  at: string;
  message: string;
  user: string | undefined;
}

// Argo CD writes the event right after it has set the operation's end; both are cut to seconds.
const NEAR_MS = 3_000;
const COMPLETED = /^(Partial sync|Sync) operation(?: to (.*?))? (succeeded|failed: ([\s\S]*))$/;

/**
 * Operations that ended inside a gap and were overwritten in the object since: failed and partial ones, which Argo CD keeps in no
 * history. An event says when an operation ended; its start is that of the operation that ran when the gap began, or the time of the
 * event that says it was started, and without either it is left out.
 */
export function missedOperations(
  events: { started: unknown[]; completed: unknown[] },
  around: Map<string, AroundGap>,
  now: number,
): OperationFacts[] {
  const started = byApplication(events.started, now);
  const completed = byApplication(events.completed, now);
  return [...around].flatMap(([uid, gap]) => {
    const ends = completed.get(uid) ?? [];
    return ends.flatMap((end, index) => {
      if (!isMissed(end, gap)) {
        return [];
      }
      const earlier = ends[index - 1]?.at ?? '';
      const start = (started.get(uid) ?? []).filter(({ at }) => at <= end.at && at > earlier).at(-1);
      return operationOf(end, start, gap) ?? [];
    });
  });
}

function isMissed({ at }: ArgocdEvent, { before, after }: AroundGap): boolean {
  const current = after.find(({ via }) => via === 'operationState');
  const shown = after.some(({ finishedAt }) => finishedAt !== undefined && Math.abs(Date.parse(finishedAt) - Date.parse(at)) <= NEAR_MS);
  // Only what came before the operation that is shown now can have been overwritten by it.
  return !shown && current !== undefined && at <= current.startedAt && current.startedAt > before.startedAt && at > before.startedAt;
}

function operationOf(
  end: ArgocdEvent,
  start: ArgocdEvent | undefined,
  { before, application, instance, uid, source }: AroundGap,
): OperationFacts | undefined {
  const [, scope, revision, , reason] = COMPLETED.exec(end.message) ?? [];
  const running = before.phase === 'Running' && (start === undefined || start.at <= before.startedAt);
  const startedAt = running ? before.startedAt : start?.at;
  if (scope === undefined || startedAt === undefined) {
    return undefined;
  }
  const retries = /\(retried (\d+) times\)/.exec(end.message)?.[1];
  return {
    application,
    instance,
    uid,
    startedAt,
    identity: running ? before.subject.split('/').at(-1)! : '-',
    finishedAt: end.at,
    phase: end.message.endsWith('succeeded') ? 'Succeeded' : 'Failed',
    ...(reason !== undefined && { message: reason }),
    partial: scope === 'Partial sync',
    dryRun: false,
    retryCount: retries === undefined ? 0 : Number(retries),
    selfHeal: false,
    initiatedBy: {
      ...(start?.user !== undefined && { username: start.user }),
      automated: start?.message.startsWith('Initiated automated sync') ?? false,
    },
    revisionList: revision && source ? [{ ...source, revision }] : [],
    via: 'event',
    failedResources: [],
  };
}

function byApplication(events: unknown[], now: number): Map<string, ArgocdEvent[]> {
  const found = new Map<string, ArgocdEvent[]>();
  for (const object of events) {
    const event = membersOf(object);
    const involved = membersOf(event.involvedObject);
    const uid = textOf(involved.uid);
    const at = new InstantReader(now).read(event.firstTimestamp ?? event.eventTime, 'event.firstTimestamp');
    const ours = textOf(involved.apiVersion)?.startsWith('argoproj.io/');
    if (ours && uid !== undefined && at !== undefined) {
      const user = textOf(membersOf(membersOf(event.metadata).annotations).user);
      const message = messageOf(event.message) ?? '';
      found.set(uid, [...(found.get(uid) ?? []), { uid, at, message, user }]);
    }
  }
  found.forEach(list => list.sort((a, b) => (a.at < b.at ? -1 : 1)));
  return found;
}
