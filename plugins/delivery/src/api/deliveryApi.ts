import { createApiRef } from '@backstage/frontend-plugin-api';
import {
  ChangeList,
  Comparison,
  DeliveryOperations,
  FoundChange,
  ServiceCounts,
  ServiceDeployment,
  ServiceDetail,
  ServiceFilters,
  ServiceRow,
  Source,
  WorkloadList,
} from '@slipway/plugin-delivery-common';
import { ServiceSort } from '../fleet/fleetFilters';
import { StreamListener } from '../stream/events';

/** A page of the fleet. */
export interface ServicePage {
  items: ServiceRow[];
  nextCursor: string | null;
}

/** A page of the groups of applications that no entity claims. */
export interface UnclaimedPage {
  items: ServiceDetail[];
  nextCursor: string | null;
}

/** What the sources page and the columns need: the sources, and the environments in promotion order. */
export interface SourceList {
  items: Source[];
  environments: string[];
}

/** Which rows of the fleet to list: those of the given refs alone, where some are given, and in which order. */
export type ServiceQuery = ServiceFilters & { ref?: string[]; sort?: ServiceSort };

/** Which deployments to list. */
export type DeploymentQuery = NonNullable<DeliveryOperations['listDeployments']['parameters']['query']>;

/** Reads the delivery record; every method rejects with a `DeliveryRequestError` where the service refuses. */
export interface DeliveryApi {
  listServices(filters: ServiceQuery, page: { cursor?: string; limit: number }): Promise<ServicePage>;
  countServices(filters: ServiceFilters): Promise<ServiceCounts>;
  /** Takes an entity ref or `unclaimed:<id>`. */
  getService(ref: string): Promise<ServiceDetail>;
  /** The changes of a service's source, newest first; takes an entity ref. */
  listChanges(ref: string, page: { cursor?: string; limit: number }): Promise<ChangeList>;
  /** The workloads of a service with their pods; takes an entity ref. */
  listWorkloads(ref: string): Promise<WorkloadList>;
  /** Takes a commit from seven characters on, the number of a pull request, or a tag. */
  getChange(name: string): Promise<FoundChange>;
  /** What would go between two environments of a service; takes an entity ref. */
  compareEnvironments(ref: string, environments: { from: string; to: string }): Promise<Comparison>;
  /** The groups of applications that no entity claims, by name. */
  listUnclaimed(page: { cursor?: string; limit: number }): Promise<UnclaimedPage>;
  /** Deployments, newest first. */
  listDeployments(query: DeploymentQuery): Promise<{ items: ServiceDeployment[]; nextCursor: string | null }>;
  listSources(): Promise<SourceList>;
  /** Listens to changes until the returned function is called; tabs of one browser share one connection. */
  listen(listener: StreamListener): () => void;
}

/** The delivery record, read over HTTP. */
export const deliveryApiRef = createApiRef<DeliveryApi>({ id: 'plugin.delivery.record' });
