import {
  getGiteaRequestOptions,
  GithubAppCredentialsMux,
  GithubIntegrationConfig,
  ScmIntegrationRegistry,
  SingleInstanceGithubCredentialsProvider,
} from '@backstage/integration';
import { UpstreamClient } from '@slipway/plugin-delivery-node';
import http from 'node:http';
import https from 'node:https';
import { GitHostSettings } from '../settings';
import { GiteaHost } from './GiteaHost';
import { GitHost } from './GitHost';
import { GitHubHost, Listing } from './GitHubHost';
import { HostClient } from './HostClient';

const SILENCE_MS = 30_000;

/** The host as its entry under `integrations` lets it be read; undefined where there is none, or none that proves who asks. */
export function createGitHost({ system, host }: GitHostSettings, integrations: ScmIntegrationRegistry): GitHost | undefined {
  if (system === 'gitea') {
    const config = integrations.gitea.byHost(host)?.config;
    if (!config?.password) {
      return undefined;
    }
    const { headers = {} } = getGiteaRequestOptions(config);
    const client = createClient(config.baseUrl ?? `https://${host}`);
    return new GiteaHost(host, new HostClient({ client, authorize: async () => headers }));
  }
  const config = integrations.github.byHost(host)?.config;
  if (!config || (!config.token && !config.apps?.length)) {
    return undefined;
  }
  return createGitHub(host, config);
}

function createGitHub(host: string, config: GithubIntegrationConfig): GitHost {
  const credentials = SingleInstanceGithubCredentialsProvider.create(config);
  const client = createClient(config.apiBaseUrl ?? `https://${host}/api/v3`);
  const accept = { accept: 'application/vnd.github+json', 'x-github-api-version': '2022-11-28' };
  const authorize = async (owner = '') => ({
    ...accept,
    ...(await credentials.getCredentials({ url: `https://${host}/${owner}` })).headers,
  });
  return new GitHubHost(host, new HostClient({ client, authorize }), {
    listings: () => listingsOf(config),
    newestFirst: !config.apps?.length,
  });
}

// An app reads what its installations may; a token what its account may.
async function listingsOf(config: GithubIntegrationConfig): Promise<Listing[]> {
  if (!config.apps?.length) {
    return [{ path: '/user/repos' }];
  }
  const installations = await new GithubAppCredentialsMux(config).getAllInstallations();
  return installations.flatMap(({ account }) =>
    account && 'login' in account ? [{ path: '/installation/repositories', owner: account.login }] : [],
  );
}

function createClient(url: string): UpstreamClient {
  const baseUrl = new URL(url);
  const agent = baseUrl.protocol === 'http:' ? new http.Agent({ keepAlive: true }) : new https.Agent({ keepAlive: true });
  return new UpstreamClient({ access: async () => ({ baseUrl, headers: {}, agent }), silenceMs: SILENCE_MS });
}
