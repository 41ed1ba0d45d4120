import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { createDeliveryClient, ServiceFilters } from '@slipway/plugin-delivery-common';
import { StreamListener } from '../stream/events';
import { SharedStream } from '../stream/SharedStream';
import { unclaimedId } from '../words/refs';
import { DeliveryApi, DeploymentQuery, ServiceQuery } from './deliveryApi';
import { DeliveryRequestError } from './DeliveryRequestError';

type Client = ReturnType<typeof createDeliveryClient>;

/** Reads the delivery record over HTTP, with the token of whoever is signed in. */
export class HttpDeliveryApi implements DeliveryApi {
  private client: Promise<Client> | undefined;
  private readonly stream: SharedStream;

  constructor(private readonly options: { discoveryApi: DiscoveryApi; fetchApi: FetchApi }) {
    this.stream = new SharedStream(async (lastEventId, signal) => {
      const baseUrl = await options.discoveryApi.getBaseUrl('delivery');
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (lastEventId) {
        headers['Last-Event-ID'] = lastEventId;
      }
      return options.fetchApi.fetch(`${baseUrl}/stream`, { headers, signal, cache: 'no-store' });
    });
  }

  async listServices(filters: ServiceQuery, page: { cursor?: string; limit: number }) {
    const { GET: get } = await this.connect();
    return answerOf(await get('/services', { params: { query: { ...filters, ...page } } }));
  }

  async countServices(filters: ServiceFilters) {
    const { GET: get } = await this.connect();
    return answerOf(await get('/services/counts', { params: { query: filters } }));
  }

  async getService(ref: string) {
    const { GET: get } = await this.connect();
    const id = unclaimedId(ref);
    if (id !== undefined) {
      return answerOf(await get('/unclaimed/{id}', { params: { path: { id } } }));
    }
    const path = parseEntityRef(ref);
    return answerOf(await get('/services/{namespace}/{kind}/{name}', { params: { path } }));
  }

  async listChanges(ref: string, page: { cursor?: string; limit: number }) {
    const { GET: get } = await this.connect();
    const path = parseEntityRef(ref);
    return answerOf(await get('/services/{namespace}/{kind}/{name}/changes', { params: { path, query: page } }));
  }

  async listWorkloads(ref: string) {
    const { GET: get } = await this.connect();
    return answerOf(await get('/services/{namespace}/{kind}/{name}/workloads', { params: { path: parseEntityRef(ref) } }));
  }

  async getChange(name: string) {
    const { GET: get } = await this.connect();
    return answerOf(await get('/changes/{commit}', { params: { path: { commit: name } } }));
  }

  async compareEnvironments(ref: string, environments: { from: string; to: string }) {
    const { GET: get } = await this.connect();
    return answerOf(await get('/compare', { params: { query: { service: ref, ...environments } } }));
  }

  async listUnclaimed(page: { cursor?: string; limit: number }) {
    const { GET: get } = await this.connect();
    return answerOf(await get('/unclaimed', { params: { query: page } }));
  }

  async listDeployments(query: DeploymentQuery) {
    const { GET: get } = await this.connect();
    return answerOf(await get('/deployments', { params: { query } }));
  }

  async listSources() {
    const { GET: get } = await this.connect();
    return answerOf(await get('/sources'));
  }

  listen(listener: StreamListener): () => void {
    return this.stream.listen(listener);
  }

  private connect(): Promise<Client> {
    this.client ??= this.options.discoveryApi
      .getBaseUrl('delivery')
      .then(baseUrl => createDeliveryClient({ baseUrl, fetch: this.options.fetchApi.fetch }));
    return this.client;
  }
}

function answerOf<T>(answer: { data?: T; error?: unknown; response: Response }): T {
  if (answer.data === undefined) {
    throw DeliveryRequestError.fromAnswer(answer.response, answer.error);
  }
  return answer.data;
}
