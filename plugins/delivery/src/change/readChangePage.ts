import { FoundChange, ServiceDetail, Source } from '@slipway/plugin-delivery-common';
import { DeliveryApi } from '../api/deliveryApi';

const MOST_SERVICES = 12;

/** What the change page shows. */
export interface ChangePageData {
  found: FoundChange;
  /** The services that the change touches, as far as they could be read, by their refs. */
  services: Map<string, ServiceDetail>;
  sources: Source[];
  /** Parts that could not be read, in words. */
  problems: string[];
}

/** Reads a change with the services that it touches; where a service cannot be read, the rest still is. */
export async function readChangePage(api: DeliveryApi, name: string): Promise<ChangePageData> {
  const found = await api.getChange(name);
  const refs = found.services.slice(0, MOST_SERVICES).map(service => service.ref);
  const [list, ...details] = await Promise.allSettled([api.listSources(), ...refs.map(ref => api.getService(ref))]);
  const services = new Map<string, ServiceDetail>();
  const problems = details.flatMap((detail, index) => {
    if (detail.status === 'fulfilled') {
      services.set(refs[index], detail.value);
      return [];
    }
    return [`${found.services[index].name} could not be loaded: ${detail.reason.message}`];
  });
  return { found, services, sources: list.status === 'fulfilled' ? list.value.items : [], problems };
}
