import { CellWord } from '@slipway/plugin-delivery-common';
import { earliestOf, instantOf, latestOf } from '../instants';
import { Situation } from './situation';

/** When the present word began, from instants that the source gave; null when none of them says so. */
export function stateSinceOf(word: CellWord, situation: Situation): string | null {
  const { facts, failure, errors, running } = situation;
  const operationEnd = facts.operation?.finishedAt;
  switch (word) {
    case 'Failed':
      return failure ? instantOf(failure.finishedAt) : earliestOf(...errors.map(item => item.lastTransitionTime));
    case 'Degraded':
      return instantOf(facts.healthSince);
    case 'Syncing':
      return running ? instantOf(facts.operation?.startedAt) : null;
    case 'Rolling out':
    case 'Suspended':
    case 'Healthy':
      // Until its end the sync was the word, whatever the health.
      return facts.healthSince ? latestOf(facts.healthSince, operationEnd) : null;
    case 'Unknown':
      return facts.health === 'Unknown' ? instantOf(facts.healthSince) : null;
    default:
      return null;
  }
}
