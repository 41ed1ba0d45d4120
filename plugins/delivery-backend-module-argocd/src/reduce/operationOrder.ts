import { OPERATION_PHASE_RANK, ObservationOrder, OperationFacts } from '@slipway/plugin-delivery-common';

const FINAL_EPOCH = String(2 ** 31 - 1);

/**
 * An operation's order, (retryCount, phase rank). A history entry is final, but no longer knows how often it was retried: the first
 * number is then greater than any count of retries.
 */
export function operationOrderOf(facts: OperationFacts): ObservationOrder {
  if (facts.via === 'history') {
    return {
      epoch: FINAL_EPOCH,
      position: String(OPERATION_PHASE_RANK.history),
    };
  }
  const position = facts.phase === null || facts.phase === 'history' ? OPERATION_PHASE_RANK.unknown : rankOf(facts.phase);
  return { epoch: String(facts.retryCount), position: String(position) };
}

function rankOf(phase: string): number {
  const ranks: Record<string, number> = OPERATION_PHASE_RANK;
  return Object.hasOwn(ranks, phase) ? ranks[phase] : OPERATION_PHASE_RANK.unknown;
}
