import { cloneDeep, pick } from 'lodash';
import { OpenDeployment, Progress } from '../deployments/progress';
import { SEEN_FACTS, SeenState, stepState } from '../deployments/stepState';
import { finishOperation, refreshOperation, stepOperation } from '../deployments/stepOperation';
import { ApplicationProjection, RuleSettings, StoredObservation } from '../model';
import { hasEnded, isRunning, MergedOperation } from '../operations/operation';
import { arrange } from './arrange';
import { Checkpoint, EMPTY_CHECKPOINT, newestOperation, parseCheckpoint, PresentState } from './checkpoint';
import { describeApplication } from './describeApplication';

// A running operation seldom has more states than this; one that has is folded, and read anew when it ends.
const LONGEST_TAIL = 50;

/** A fold of one application's observations. */
export interface ApplicationFold {
  /** JSON to store and to hand in again. */
  checkpoint: unknown;
  /**
   * Undefined while no state was seen. Its `deployments` are those that began or may have changed in this fold, oldest first;
   * earlier ones stand as they were, told apart by `id`. A fold from nothing has all of them.
   */
  projection: ApplicationProjection | undefined;
}

/** Folds more observations of one application into a checkpoint that `canExtend` with them, or all of them into none. */
export function foldApplication(
  stored: unknown | undefined,
  observations: readonly StoredObservation[],
  settings: RuleSettings,
): ApplicationFold {
  const checkpoint = parseCheckpoint(stored) ?? EMPTY_CHECKPOINT;
  const { before, operations, present } = arrange(observations, newestOperation(checkpoint), checkpoint.present?.operation ?? null);
  const progress = cloneDeep(checkpoint.base);
  const closed = new Array<OpenDeployment>();
  before.forEach(state => stepState(progress, seenState(state)));
  let tail: Checkpoint['tail'] = null;
  let base: Progress | undefined;
  operations.forEach(({ operation, states }, index) => {
    const seen = [...(checkpoint.tail?.operation.subject === operation.subject ? checkpoint.tail.states : []), ...states.map(seenState)];
    const isNewest = index === operations.length - 1;
    const isFolded = progress.last?.subject === operation.subject;
    if (isNewest && !isFolded && isOpen(operation) && seen.length <= LONGEST_TAIL) {
      base = cloneDeep(progress);
      tail = { operation, states: seen };
    }
    if (isFolded) {
      refreshOperation(progress, operation);
    } else {
      stepOperation(progress, operation, closed);
    }
    seen.forEach(state => stepState(progress, state));
  });
  const next: Checkpoint = {
    ...checkpoint,
    present: present ? presentOf(present) : checkpoint.present,
    base: base ?? progress,
    tail,
  };
  const now = cloneDeep(progress);
  if (!isUnderWay(next)) {
    finishOperation(now);
  }
  return {
    checkpoint: next,
    projection: next.present
      ? describeApplication(next.present, now, now.current ? [...closed, now.current] : closed, settings)
      : undefined,
  };
}

/** What all observations of one application say, in whatever order they arrived; undefined when none of them is a state. */
export function projectApplication(observations: readonly StoredObservation[], settings: RuleSettings): ApplicationProjection | undefined {
  return foldApplication(undefined, observations, settings).projection;
}

// History tells of a sync's success moments before the application does: until then the sync goes on.
function isUnderWay({ present, base, tail }: Checkpoint): boolean {
  const newest = tail?.operation ?? base.last;
  return present !== null && present.operation === newest?.subject && isRunning(present.facts.operation?.phase);
}

function isOpen({ facts }: MergedOperation): boolean {
  return !hasEnded(facts.phase);
}

function seenState({ facts, occurredAt }: StoredObservation<'application'>): SeenState {
  return {
    facts: pick(facts, SEEN_FACTS),
    ...(occurredAt === undefined ? {} : { occurredAt }),
  };
}

function presentOf({ state, operation }: { state: StoredObservation<'application'>; operation: string | null }): PresentState {
  const { subject, order, contentHash, source, credential, seenAt, facts } = state;
  return {
    subject,
    order,
    contentHash,
    source,
    credential,
    seenAt,
    facts,
    operation,
  };
}
