import { ServiceDeployment } from '@slipway/plugin-delivery-common';

/** What is told of a deployment: that it failed, and that what it left behind is well again. */
export interface Notice {
  deployment: string;
  word: 'failed' | 'recovered';
  /** Entity refs of the services that it belongs to. */
  services: string[];
  title: string;
  description: string;
  link: string;
}

type Told = Pick<ServiceDeployment, 'id' | 'services' | 'environment' | 'version' | 'why' | 'outcome' | 'recoveredAt'>;

/** What there is to tell of a deployment by now, in order. One that nobody's service ran is told to nobody. */
export function noticesOf({ id, services, environment, version, why, outcome, recoveredAt }: Told): Notice[] {
  if (outcome !== 'failed' || services.length === 0) {
    return [];
  }
  const names = services.map(ref => ref.slice(ref.lastIndexOf('/') + 1)).join(', ');
  const what = `${names} ${version?.name ?? ''}`.trim();
  const link = `/delivery?${new URLSearchParams({ service: services[0], ...(environment !== null && { deployedTo: environment }) })}`;
  const notice = { deployment: id, services, link };
  return [
    { ...notice, word: 'failed', title: `${what} failed in ${environment}`, description: why ?? 'Nobody says why.' },
    ...(recoveredAt
      ? [
          {
            ...notice,
            word: 'recovered' as const,
            title: `${names} is well again in ${environment}`,
            description: `${what} failed; it recovered at ${recoveredAt}.`,
          },
        ]
      : []),
  ];
}
