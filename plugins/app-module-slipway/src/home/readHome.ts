import { ServiceDeployment, ServiceRow } from '@slipway/plugin-delivery-common';
import { DeliveryApi } from '@slipway/plugin-delivery';

const MOST_SERVICES = 200;
const LATELY = 8;

/** What Home shows of the delivery record. */
export interface HomeData {
  /** The services that the person owns. */
  services: ServiceRow[];
  /** True when more are owned than are shown. */
  more: boolean;
  /** In the order of promotion. */
  environments: string[];
  /** The newest deployments in the systems of those services; everywhere where the person owns none. */
  deployments: ServiceDeployment[];
  /** Refs of those systems. */
  systems: string[];
  /** Whether the record holds any service at all. */
  anyService: boolean;
  /** What could not be read, in words. */
  problems: string[];
}

const appear = (rows: ServiceRow[]) => [...new Set(rows.flatMap(row => row.cells.flatMap(cell => cell.environment ?? [])))];

const hasServices = (api: DeliveryApi) =>
  api.listServices({}, { limit: 1 }).then(
    page => page.items.length > 0,
    () => true,
  );

/** Reads Home in two requests and, once the systems are known, a third; parts that fail leave the others as they are. */
export async function readHome(api: DeliveryApi, owners: string[]): Promise<HomeData> {
  const [owned, sources] = await Promise.allSettled([
    api.listServices({ owner: owners, sort: 'name' }, { limit: MOST_SERVICES }),
    api.listSources(),
  ]);
  if (owned.status === 'rejected') {
    throw owned.reason;
  }
  const services = owned.value.items.filter(row => row.claimed);
  const systems = [...new Set(services.flatMap(row => row.system ?? []))].sort();
  const lately = await api.listDeployments({ limit: LATELY, ...(systems.length > 0 && { system: systems }) }).then(
    page => ({ items: page.items, problems: [] }),
    (reason: Error) => ({ items: [], problems: [`Deployments could not be loaded: ${reason.message}`] }),
  );
  return {
    services,
    more: owned.value.nextCursor !== null,
    // Whoever may not read the sources sees the environments that rows name.
    environments: sources.status === 'fulfilled' ? sources.value.environments : appear(services),
    deployments: lately.items,
    systems,
    anyService: services.length > 0 || lately.items.length > 0 || (await hasServices(api)),
    problems: lately.problems,
  };
}
