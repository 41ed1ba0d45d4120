import { ApplicationFacts, CellWord } from '@slipway/plugin-delivery-common';
import { revisionName } from '../versions/revisions';
import { failureOf, sentence } from './failureOf';
import { Situation } from './situation';
import { whyDegraded } from './whyDegraded';

/** Why an application says its word, as one sentence to act on; null when it is well. */
export function whyOf(word: CellWord, situation: Situation): string | null {
  const { facts } = situation;
  switch (word) {
    case 'Failed':
      return whyFailed(situation);
    case 'Degraded':
      return whyDegraded(facts);
    case 'Removing':
      return 'Argo CD is deleting the application and its resources.';
    case 'Syncing':
      return whySyncing(situation);
    case 'Rolling out':
      return facts.healthMessage ? sentence(facts.healthMessage) : 'Its workloads are changing over.';
    case 'Drifted':
      return whyDrifted(situation);
    case 'Suspended':
      return facts.healthMessage ? sentence(facts.healthMessage) : 'A resource is paused; resume it to go on.';
    case 'Not deployed':
      return facts.gone
        ? 'The application is no longer there.'
        : `The application was never synced${facts.autoSync ? '' : ', and auto-sync is off: sync it in Argo CD'}.`;
    case 'Unknown':
      return whyUnknown(facts);
    default:
      return null;
  }
}

function whyFailed({ failure, errors }: Situation): string {
  // Argo CD repeats the message of a failed automatic sync in a condition.
  const own = failure ? errors.filter(item => item.type !== 'SyncError') : errors;
  const conditions = own.map(({ type, message }) => sentence(message ? `${type}: ${message}` : type));
  return [...(failure ? [failureOf(failure)] : []), ...conditions].join(' ');
}

function whySyncing({ facts, running, unrefreshed }: Situation): string {
  if (running) {
    const { phase, retryCount, message } = facts.operation!;
    if (phase === 'Terminating') {
      return 'Argo CD is stopping the sync.';
    }
    return retryCount > 0
      ? `Argo CD tries the sync again, attempt ${retryCount + 1}${message ? `: ${sentence(message)}` : '.'}`
      : `Argo CD is syncing${message ? `: ${sentence(message)}` : '.'}`;
  }
  if (facts.operationPending) {
    return 'A sync is asked for and has not begun.';
  }
  return facts.outdated || (facts.health === 'Missing' && unrefreshed)
    ? 'Argo CD has synced it and has yet to look at the cluster again.'
    : `Git is ahead at ${desiredName(facts)}; Argo CD syncs it by itself.`;
}

function whyDrifted({ facts, gitAhead }: Situation): string {
  if (gitAhead) {
    return `Git is ahead at ${desiredName(facts)} and auto-sync is off: sync it in Argo CD.`;
  }
  return facts.autoSync
    ? `The cluster differs from Git at ${desiredName(facts)}, and Argo CD does not undo it by itself: sync it in Argo CD or turn on self-heal.`
    : `The cluster differs from Git at ${desiredName(facts)}, and auto-sync is off: sync it in Argo CD.`;
}

function whyUnknown(facts: ApplicationFacts): string {
  const unknown = new Array<string>();
  for (const [fact, word, odd] of [
    ['health', facts.health, facts.healthWord],
    ['sync state', facts.sync, facts.syncWord],
  ]) {
    if (word === 'Unknown') {
      unknown.push(
        odd && odd !== 'Unknown'
          ? `Argo CD gives the ${fact} '${odd}', which Slipway does not know.`
          : `Argo CD does not know the ${fact}${fact === 'health' && facts.healthMessage ? `: ${sentence(facts.healthMessage)}` : '.'}`,
      );
    }
  }
  return unknown.join(' ');
}

function desiredName({ revisionList }: ApplicationFacts): string {
  return revisionName(revisionList)?.name ?? 'an unknown revision';
}
