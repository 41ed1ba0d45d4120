import { DiscoveryApi, FetchApi } from '@backstage/frontend-plugin-api';
import { FoundChange, ServiceDeployment } from '@slipway/plugin-delivery-common';
import { Finding } from './Finding';

const COMMIT = /^[0-9a-f]{7,40}$/i;
const PULL_REQUEST = /^#\d{1,9}$/;
const VERSION = /^v?\d+\.\d[\w.+-]*$/i;
const MOST_DEPLOYMENTS = 5;

export interface DeliveryAccess {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}

/** The change that a commit, the number of a pull request or a tag names; none where the term is none of them. */
export async function readChanges(access: DeliveryAccess, term: string): Promise<Finding[]> {
  if (!COMMIT.test(term) && !PULL_REQUEST.test(term) && !VERSION.test(term)) {
    return [];
  }
  const found = await get<FoundChange>(access, `changes/${encodeURIComponent(term)}`);
  if (!found) {
    return [];
  }
  const { change, candidates } = found;
  const named = change ? [change] : candidates;
  return named.map(({ commit, title, repository }) => ({
    key: `change:${repository}@${commit}`,
    kind: 'Change',
    title: title ?? commit.slice(0, 7),
    detail: `${commit.slice(0, 7)} in ${repository.split('/').slice(1).join('/')}`,
    to: `/delivery/changes/${commit}`,
  }));
}

/** The newest deployments of a version; none where the term names no version. */
export async function readDeployments(access: DeliveryAccess, term: string): Promise<Finding[]> {
  const version = term.split(/\s+/).find(word => VERSION.test(word));
  if (!version) {
    return [];
  }
  const query = new URLSearchParams({ version, limit: String(MOST_DEPLOYMENTS) });
  const page = await get<{ items: ServiceDeployment[] }>(access, `deployments?${query}`);
  return (page?.items ?? []).flatMap(({ id, services, environment, outcome, version: { name }, startedAt }) => {
    const [ref] = services;
    const entity = /^component:([^/]+)\/(.+)$/.exec(ref ?? '');
    return entity
      ? [
          {
            key: `deployment:${id}`,
            kind: 'Deployment',
            title: `${entity[2]} ${name} in ${environment ?? 'no environment'}`,
            detail: `${outcome}, ${new Date(startedAt).toLocaleString()}`,
            to: `/catalog/${entity[1]}/component/${entity[2]}/delivery`,
          },
        ]
      : [];
  });
}

async function get<Answer>({ discoveryApi, fetchApi }: DeliveryAccess, path: string): Promise<Answer | undefined> {
  const response = await fetchApi.fetch(`${await discoveryApi.getBaseUrl('delivery')}/${path}`);
  if (response.status === 404) {
    return undefined;
  }
  if (!response.ok) {
    throw new Error(`the delivery service answered ${response.status}`);
  }
  return response.json();
}
