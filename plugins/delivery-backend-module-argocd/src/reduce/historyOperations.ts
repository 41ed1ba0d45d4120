import { OperationFacts } from '@slipway/plugin-delivery-common';
import { InstantReader, Members, isMembers, itemsOf, membersOf } from '@slipway/plugin-delivery-node';
import { fullSyncIdentity, initiatorOf } from './operationIdentity';
import { OperationOwner } from './operations';
import { revisionListOf, revisionsOf, sourcesOf } from './revisions';

/**
 * The operations that `status.history` remembers. An entry says who asked for it since Argo CD 2.11; in older ones the identity is `-`,
 * and `identityAt` may know it from the same start elsewhere.
 */
export function historyOperationsOf(
  status: Members,
  owner: OperationOwner,
  instants: InstantReader,
  identityAt: (startedAt: string) => string | undefined,
): OperationFacts[] {
  return itemsOf(status.history).flatMap((item, index) => {
    const entry = membersOf(item);
    const startedAt = instants.read(entry.deployStartedAt, `history[${index}].deployStartedAt`);
    if (startedAt === undefined) {
      return [];
    }
    const finishedAt = instants.read(entry.deployedAt, `history[${index}].deployedAt`);
    const initiatedBy = initiatorOf(entry.initiatedBy);
    const identity = isMembers(entry.initiatedBy) ? fullSyncIdentity(initiatedBy) : (identityAt(startedAt) ?? '-');
    const sources = sourcesOf(entry);
    const facts: OperationFacts = {
      application: owner.application,
      instance: owner.instance,
      uid: owner.uid,
      startedAt,
      identity,
      ...(finishedAt !== undefined && { finishedAt }),
      phase: 'Succeeded',
      partial: false,
      dryRun: false,
      retryCount: 0,
      selfHeal: false,
      initiatedBy,
      revisionList: revisionListOf(revisionsOf(entry), sources.length > 0 ? sources : owner.sources, owner.dryCommits),
      via: 'history',
      failedResources: [],
    };
    return [facts];
  });
}
