import { ApplicationFacts, ObservationOrder } from '@slipway/plugin-delivery-common';
import { NO_PROGRESS, Progress } from '../deployments/progress';
import { SeenState } from '../deployments/stepState';
import { MergedOperation } from '../operations/operation';

/** The state that is the present of an application. */
export interface PresentState {
  subject: string;
  order: ObservationOrder;
  contentHash: string;
  source: string;
  credential: string;
  seenAt: string;
  facts: ApplicationFacts;
  /** Subject of the operation that the state belongs to; null before the first. */
  operation: string | null;
}

/**
 * What a fold has come to. JSON; its size does not grow with the history. All operations but a running newest one are in `base`;
 * that one waits in `tail` with its states, because what it is may still change.
 */
export interface Checkpoint {
  version: typeof CHECKPOINT_VERSION;
  present: PresentState | null;
  base: Progress;
  tail: { operation: MergedOperation; states: SeenState[] } | null;
}

/** Changes whenever a checkpoint of the version before can no longer be read. */
export const CHECKPOINT_VERSION = 1;

/** A fold that has seen nothing. */
export const EMPTY_CHECKPOINT: Checkpoint = {
  version: CHECKPOINT_VERSION,
  present: null,
  base: NO_PROGRESS,
  tail: null,
};

/** The checkpoint that was stored, or undefined when it is none of this version's. */
export function parseCheckpoint(value: unknown): Checkpoint | undefined {
  return typeof value === 'object' && value !== null && 'version' in value && value.version === CHECKPOINT_VERSION
    ? (value as Checkpoint)
    : undefined;
}

/** The newest operation that a checkpoint knows. */
export function newestOperation(checkpoint: Checkpoint): MergedOperation | null {
  return checkpoint.tail?.operation ?? checkpoint.base.last;
}
