import { Place } from '../facts/application';
import { Before, tellDelivery, ToldDelivery } from '../facts/tellDelivery';
import { Told } from '../facts/told';
import { MEMBERS } from '../organisation/people';
import { SERVICES } from '../organisation/services';
import { Move } from './read';

const SECOND = 1000;

/** When the demo cluster syncs a commit of an instant, and how long that takes. */
export function rolloutOf(place: Pick<Place, 'service' | 'target'>, at: number) {
  const service = SERVICES.find(({ name }) => name === place.service);
  const production = place.target.startsWith('production');
  const syncedByHand = production && service?.syncedByHand === true;
  const canary = production && service?.canary === true;
  const syncedAt = at + (syncedByHand ? 5 : 1) * SECOND;
  const appliedAt = syncedAt + 2 * SECOND;
  return {
    syncedAt,
    appliedAt,
    endsAt: appliedAt + (canary ? 9 : 5) * SECOND,
    ...(canary && {
      canary: [
        { at: appliedAt + 2 * SECOND, weight: 20 },
        { at: appliedAt + 5 * SECOND, weight: 50 },
      ],
    }),
    ...(syncedByHand && service && { syncedByHand, syncedBy: MEMBERS[service.team][0].username }),
  };
}

/** What Argo CD and Kubernetes say of the demo cluster, which follows the moves of the GitOps repository. */
export function tellCluster(moves: readonly Move[], runningBefore: (place: Place, at: number) => Before | undefined): Told[] {
  const byPlace = new Map<string, Array<{ place: Place; delivery: ToldDelivery }>>();
  for (const { after, at, title, author, changed } of moves) {
    for (const { service, target, image } of changed) {
      const key = `${service}/${target}`;
      const { syncedByHand, ...rollout } = rolloutOf({ service, target }, at);
      const place = { service, target, ...(syncedByHand && { syncedByHand }) };
      const delivery = { image, revision: after, title, author, committedAt: at, ...rollout, ending: 'healthy' as const };
      byPlace.set(key, [...(byPlace.get(key) ?? []), { place, delivery }]);
    }
  }
  return [...byPlace.values()].flatMap(deliveries => {
    let before: Before | undefined = runningBefore(deliveries[0].place, deliveries[0].delivery.committedAt);
    return deliveries.flatMap(({ place, delivery }, index) => {
      const overtaken = deliveries[index + 1]?.delivery.committedAt ?? Infinity;
      const told = tellDelivery(place, delivery, before, true).filter(({ at }) => at < overtaken);
      const { image, revision, syncedAt, appliedAt, endsAt } = delivery;
      if (endsAt < overtaken) {
        before = { image, revision, since: endsAt, sync: { revision, image, startedAt: syncedAt, finishedAt: appliedAt } };
      }
      return told;
    });
  });
}
