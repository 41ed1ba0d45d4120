import { isEqual, pick } from 'lodash';
import { compareOrder } from '@slipway/plugin-delivery-common';
import { StoredObservation } from '../model';
import { millisOf } from '../instants';
import { compareOperations, isNewer, mergeOperations } from '../operations/mergeOperations';
import { MergedOperation } from '../operations/operation';
import { arrange } from './arrange';
import { Checkpoint, newestOperation, parseCheckpoint } from './checkpoint';

// What an operation is, as against how far it has come: a change of these moves what began with it.
const NATURE = ['revisionList', 'partial', 'dryRun', 'selfHeal'] as const;
// What is written on every deployment of an application.
const PLACE = ['destination', 'annotations', 'labels', 'applicationSet', 'name'] as const;

/**
 * True when an observation only tells of what came before the present: it fills in history, and what a checkpoint says of the present
 * stands until the history is folded anew.
 */
export function isLate(stored: unknown, observation: StoredObservation): boolean {
  const checkpoint = parseCheckpoint(stored);
  if (!checkpoint) {
    return false;
  }
  if (isState(observation)) {
    return checkpoint.present !== null && compareOrder(observation.order, checkpoint.present.order) < 0;
  }
  const newest = newestOperation(checkpoint);
  if (!isOperation(observation) || !newest || observation.subject === newest.subject) {
    return false;
  }
  const began = millisOf(observation.facts.startedAt);
  const newestBegan = millisOf(newest.facts.startedAt);
  return began !== undefined && newestBegan !== undefined && began < newestBegan;
}

/** True when all observations come after what the checkpoint holds, so that folding only them equals folding everything. */
export function canExtend(stored: unknown | undefined, observations: readonly StoredObservation[]): boolean {
  const checkpoint = parseCheckpoint(stored);
  if (!checkpoint) {
    return false;
  }
  const newest = newestOperation(checkpoint);
  return observations.every(item => followsAsSeen(item, checkpoint, newest)) && followsAsArranged(observations, checkpoint, newest);
}

function followsAsSeen(observation: StoredObservation, checkpoint: Checkpoint, newest: MergedOperation | null): boolean {
  const { present } = checkpoint;
  if (isOperation(observation)) {
    return !newest || followsOperation(observation, checkpoint, newest);
  }
  if (!isState(observation) || !present) {
    return true;
  }
  const { facts } = observation;
  const sameOperation = facts.operation?.subject !== undefined && facts.operation.subject === newest?.subject;
  return (
    compareOrder(observation.order, present.order) > 0 &&
    isEqual(pick(facts, PLACE), pick(present.facts, PLACE)) &&
    (!sameOperation || !newest?.implicit || isEqual(facts.operation, present.facts.operation))
  );
}

function followsOperation(observation: StoredObservation<'operation'>, checkpoint: Checkpoint, newest: MergedOperation): boolean {
  if (observation.subject !== newest.subject) {
    const began = millisOf(observation.facts.startedAt);
    const newestBegan = millisOf(newest.facts.startedAt);
    // Of one second they may be the same operation under two identities.
    return began !== undefined && newestBegan !== undefined && began > newestBegan;
  }
  if (newest.implicit || !isNewer(observation, newest)) {
    return false;
  }
  const [merged] = mergeOperations([observation], [newest]);
  return checkpoint.tail
    ? isEqual(pick(merged.facts, NATURE), pick(newest.facts, NATURE)) &&
        (!newest.facts.images || isEqual(merged.facts.images, newest.facts.images))
    : isEqual(merged.facts, newest.facts);
}

/** True when no state belongs to an operation before the newest. */
function followsAsArranged(observations: readonly StoredObservation[], checkpoint: Checkpoint, newest: MergedOperation | null): boolean {
  const at = checkpoint.present?.operation ?? null;
  const { before, operations } = arrange(observations, newest, at);
  if (!newest) {
    return true;
  }
  return before.length === 0 && operations.every(item => compareOperations(item.operation, newest) >= 0);
}

function isOperation(observation: StoredObservation): observation is StoredObservation<'operation'> {
  return observation.kind === 'operation';
}

function isState(observation: StoredObservation): observation is StoredObservation<'application'> {
  return observation.kind === 'application';
}
