import { Change, ServiceDetail } from '@slipway/plugin-delivery-common';
import { buildStep } from './buildStep';
import { environmentStep } from './environmentStep';
import { imageStep } from './imageStep';
import { JourneyStep } from './steps';

/** What of a service stands beside its changes. */
export type ServiceAround = Pick<ServiceDetail, 'cells' | 'deployments'> & Partial<Pick<ServiceDetail, 'targets'>>;

const MOST_WITHOUT_FOLDING = 4;

/**
 * The environments of a change that a page shows: those without a name only where something runs in them; of more than four, all
 * in which nothing of the service runs stay away.
 */
export function shownEnvironments(environments: Change['environments']): Change['environments'] {
  const many = environments.filter(item => item.environment !== null).length > MOST_WITHOUT_FOLDING;
  return environments.filter(item => item.state !== 'not-deployed' || (item.environment !== null && !many));
}

// Of several targets the one that is not well has the reason.
function argocdOf(service: ServiceAround | undefined, environment: string | null): JourneyStep['log'] {
  const linked = (service?.targets ?? []).filter(target => (target.environment ?? null) === environment && target.argocdUrl);
  const url = (linked.find(target => target.word === 'Failed' || target.word === 'Degraded') ?? linked[0])?.argocdUrl;
  return url ? { url, words: 'In Argo CD' } : undefined;
}

/** The whole journey of a change: build, image, and each environment in promotion order. */
export function journeyOf(change: Change, service?: ServiceAround): JourneyStep[] {
  const build = buildStep(change);
  const places = shownEnvironments(change.environments);
  const named = places.filter(place => place.environment !== null);
  return [
    build,
    imageStep(change, build),
    ...places.map(place => {
      const step = environmentStep(change, place, {
        cell: service?.cells.find(cell => (cell.environment ?? null) === place.environment),
        deployments: service?.deployments ?? [],
        last: place === named[named.length - 1],
      });
      return step.status === 'failed' ? { ...step, log: argocdOf(service, place.environment) } : step;
    }),
  ];
}
