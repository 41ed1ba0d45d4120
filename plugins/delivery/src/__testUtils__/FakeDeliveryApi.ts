import {
  Change,
  ChangeList,
  Comparison,
  FoundChange,
  ServiceCounts,
  ServiceDeployment,
  ServiceDetail,
  ServiceFilters,
  ServiceRow,
  Source,
  Workload,
} from '@slipway/plugin-delivery-common';
import { DeliveryApi, DeploymentQuery, ServiceQuery } from '../api/deliveryApi';
import { DeliveryRequestError } from '../api/DeliveryRequestError';
import { StreamEvent, StreamListener } from '../stream/events';
import { countsOf } from './rows';

/** A delivery record in memory: rows to change, a stream to speak on, requests to count, failures to order. */
export class FakeDeliveryApi implements DeliveryApi {
  rows: ServiceRow[] = [];
  details: Record<string, Partial<ServiceDetail>> = {};
  /** By the ref of the service. */
  changes: Record<string, Change[]> = {};
  /** What the environments run, by the ref of the service. */
  stages: Record<string, ChangeList['stages']> = {};
  /** Why a service has no changes. */
  whyNoChanges: string | null = null;
  /** By the ref of the service. */
  workloads: Record<string, Workload[]> = {};
  /** By the name that is asked for. */
  found: Record<string, FoundChange> = {};
  /** By `from to`. */
  comparisons: Record<string, Comparison> = {};
  deployments: ServiceDeployment[] = [];
  sources: Source[] = [];
  environments = ['dev', 'production'];
  failure: Error | undefined;
  readonly requests: string[] = [];
  private readonly listeners = new Set<StreamListener>();

  async listServices(filters: ServiceQuery, page: { cursor?: string; limit: number }) {
    this.ask(`list ${JSON.stringify(filters)} ${page.cursor ?? ''}`);
    const found = this.rows.filter(
      each =>
        (!filters.q || each.name.includes(filters.q)) &&
        (!filters.ref || filters.ref.includes(each.ref)) &&
        (!filters.owner || filters.owner.includes(each.owner ?? '')),
    );
    const from = Number(page.cursor ?? 0);
    const next = from + page.limit;
    return { items: found.slice(from, next), nextCursor: next < found.length ? String(next) : null };
  }

  async countServices(filters: ServiceFilters): Promise<ServiceCounts> {
    this.ask('counts');
    return countsOf(this.rows.filter(each => !filters.q || each.name.includes(filters.q)));
  }

  async getService(ref: string): Promise<ServiceDetail> {
    this.ask(`get ${ref}`);
    const found = this.rows.find(each => each.ref === ref);
    if (!found) {
      throw new DeliveryRequestError(404, 'NotFoundError', `No service '${ref}'`);
    }
    return { ...found, targets: [], deployments: [], ...this.details[ref] };
  }

  async listWorkloads(ref: string) {
    this.ask(`workloads ${ref}`);
    return { items: this.workloads[ref] ?? [] };
  }

  async listChanges(ref: string, page: { cursor?: string; limit: number }): Promise<ChangeList> {
    this.ask(`changes ${ref} ${page.cursor ?? ''}`);
    const all = this.changes[ref] ?? [];
    const from = Number(page.cursor ?? 0);
    const next = from + page.limit;
    return {
      items: all.slice(from, next),
      nextCursor: next < all.length ? String(next) : null,
      repository: all[0]?.repository ?? null,
      stages: this.stages[ref] ?? [],
      why: all.length === 0 ? this.whyNoChanges : null,
    };
  }

  async getChange(name: string): Promise<FoundChange> {
    this.ask(`change ${name}`);
    const found = this.found[name];
    if (!found) {
      throw new DeliveryRequestError(
        404,
        'NotFoundError',
        `There is no change '${name}' in the source of any service that is shown to you`,
      );
    }
    return found;
  }

  async compareEnvironments(ref: string, { from, to }: { from: string; to: string }): Promise<Comparison> {
    this.ask(`compare ${ref} ${from} ${to}`);
    await this.getService(ref);
    const found = this.comparisons[`${from} ${to}`];
    if (!found) {
      throw new DeliveryRequestError(404, 'NotFoundError', `'${ref}' has no environment '${from}' or '${to}'`);
    }
    return found;
  }

  async listUnclaimed(page: { cursor?: string; limit: number }) {
    this.ask(`unclaimed ${page.cursor ?? ''}`);
    const all = this.rows.filter(each => !each.claimed);
    const from = Number(page.cursor ?? 0);
    const next = from + page.limit;
    const items = all.slice(from, next).map(each => ({ ...each, targets: [], deployments: [], ...this.details[each.ref] }));
    return { items, nextCursor: next < all.length ? String(next) : null };
  }

  async listDeployments(query: DeploymentQuery) {
    this.ask(`deployments ${JSON.stringify(query)}`);
    return { items: this.deployments, nextCursor: null };
  }

  async listSources() {
    this.ask('sources');
    return { items: this.sources, environments: this.environments };
  }

  listen(listener: StreamListener) {
    this.listeners.add(listener);
    listener({ type: 'health', health: 'live' });
    return () => this.listeners.delete(listener);
  }

  /** Speaks on the stream. */
  say(event: StreamEvent) {
    this.listeners.forEach(listener => listener(event));
  }

  private ask(request: string) {
    this.requests.push(request);
    if (this.failure) {
      throw this.failure;
    }
  }
}
