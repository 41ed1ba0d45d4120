import { OperationFacts } from '@slipway/plugin-delivery-common';

const VIA: Record<OperationFacts['via'], string> = {
  operationState: 'as its state',
  history: 'in its history',
  event: 'as an event',
};

/** What one sight of an operation says, in words. */
export function operationWords({ phase, startedAt, finishedAt, initiatedBy, message, retryCount, via }: OperationFacts): string {
  const who = initiatedBy.username ?? (initiatedBy.automated ? 'Argo CD by itself' : 'somebody whom Argo CD does not name');
  const retry = retryCount > 0 ? `, retry ${retryCount}` : '';
  const begun = `Sync begun at ${startedAt} by ${who}${retry}`;
  const ended = phase !== 'Running' && finishedAt ? ` at ${finishedAt}` : '';
  return `${begun}: ${phase ?? 'phase not told'}${ended}, ${VIA[via]}${message ? ` (${message})` : ''}`;
}
