import { CellWord } from '@slipway/plugin-delivery-common';
import { Situation } from './situation';

/** The word that one application says: the first that applies, from facts without a clock. */
export function wordOf(situation: Situation): CellWord {
  const { facts, failure, errors, everSynced, running, unrefreshed, gitAhead } = situation;
  if (facts.gone) {
    return 'Not deployed';
  }
  if (failure || errors.length > 0) {
    return 'Failed';
  }
  // What is being deleted goes missing on purpose, and what a sync has just made is not looked at yet.
  const missing = facts.health === 'Missing' && everSynced;
  if (facts.health === 'Degraded' || (missing && !facts.deleting && !unrefreshed && !facts.outdated)) {
    return 'Degraded';
  }
  if (facts.deleting) {
    return 'Removing';
  }
  const outOfSync = facts.sync === 'OutOfSync';
  if (
    running ||
    facts.operationPending ||
    (missing && unrefreshed) ||
    (facts.outdated && (missing || outOfSync)) ||
    (outOfSync && facts.autoSync && gitAhead)
  ) {
    return 'Syncing';
  }
  if (facts.health === 'Progressing') {
    return 'Rolling out';
  }
  // What was never synced always differs from Git: it is absent, not drifted.
  if (outOfSync && facts.health !== 'Missing') {
    return 'Drifted';
  }
  if (facts.health === 'Suspended') {
    return 'Suspended';
  }
  if (facts.health === 'Missing') {
    return 'Not deployed';
  }
  return facts.health === 'Unknown' || facts.sync === 'Unknown' ? 'Unknown' : 'Healthy';
}
