import { AnyObservation, ReleaseFacts } from '@slipway/plugin-delivery-common';
import { Members, observe, textOf } from '@slipway/plugin-delivery-node';
import { DeliveryContext, accountOf, instantOf, memberOf, placeOf, repositoryOf, wantId } from './members';

const RANK: Record<string, string> = { created: '1', prereleased: '2', published: '3', released: '4', unpublished: '6', deleted: '9' };

/** A release. */
export function readRelease(payload: Members, { source, host }: DeliveryContext): AnyObservation[] {
  const release = memberOf(payload, 'release');
  const publishedAt = instantOf(release.published_at);
  const changedAt = instantOf(release.updated_at) ?? publishedAt ?? instantOf(release.created_at);
  const facts: ReleaseFacts = {
    repository: repositoryOf(payload, host),
    releaseId: wantId(release.id, 'release.id'),
    tag: textOf(release.tag_name) ?? '',
    name: textOf(release.name),
    draft: release.draft === true,
    prerelease: release.prerelease === true,
    ...(payload.action === 'deleted' && { gone: true }),
    target: textOf(release.target_commitish),
    author: accountOf(release.author),
    publishedAt,
    url: textOf(release.html_url),
  };
  const order = { epoch: placeOf(changedAt), position: RANK[textOf(payload.action) ?? ''] ?? '5' };
  return [observe('release', facts, { source, order, occurredAt: changedAt })];
}
