import { ObservationOrder, OperationFacts } from '@slipway/plugin-delivery-common';

/** One operation, put together from everything that was seen of it. */
export interface MergedOperation {
  /** The subject that it is known by. */
  subject: string;
  facts: OperationFacts;
  /** Where its present was read: what a later observation has to be greater than. */
  order: ObservationOrder;
  contentHash: string;
  source: string;
  seenAt: string;
  /** True when only application states spoke of it. */
  implicit: boolean;
}

/** True once an operation is over: only these three words end it. */
export function hasEnded(phase: string | null | undefined): boolean {
  return phase === 'Succeeded' || hasFailed(phase);
}

/** True when an operation ended badly. */
export function hasFailed(phase: string | null | undefined): boolean {
  return phase === 'Failed' || phase === 'Error';
}

/** True while an operation is under way; a word that nobody knows is no operation under way. */
export function isRunning(phase: string | null | undefined): boolean {
  return phase === 'Running' || phase === 'Terminating';
}

/** When an operation ended; `Running` with `finishedAt` waits for a retry and has not ended. */
export function endedAt(facts: OperationFacts): string | undefined {
  return hasEnded(facts.phase) ? facts.finishedAt : undefined;
}
