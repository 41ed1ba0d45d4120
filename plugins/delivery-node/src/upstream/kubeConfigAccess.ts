import http from 'node:http';
import https from 'node:https';
import type { KubeConfig } from '@kubernetes/client-node';
import { NotFoundError } from '@backstage/errors';
import { UpstreamAccess } from './UpstreamClient';

/** Where the way to an API server is written: in a file, or in the pod that runs this. */
export type KubeConfigSettings = { by: 'kubeconfig'; kubeconfig: string; context?: string } | { by: 'inCluster' };

/** Reaches the API server as a kubeconfig file or the pod's own account says; tokens are renewed as it says, too. */
export function createKubeConfigAccess(settings: KubeConfigSettings): () => Promise<UpstreamAccess> {
  let kubeConfig: KubeConfig | undefined;
  let agent: http.Agent | undefined;
  let agentFor = '';
  return async () => {
    kubeConfig ??= await loadKubeConfig(settings);
    const cluster = kubeConfig.getCurrentCluster();
    if (!cluster) {
      throw new NotFoundError('The kubeconfig has no current cluster; name a context of it in `context`');
    }
    const options: https.RequestOptions = {};
    await kubeConfig.applyToHTTPSOptions(options);
    const { ca, cert, key, rejectUnauthorized, servername, auth } = options;
    // One agent as long as the certificates stay: it keeps the connection open from page to page.
    const identity = [ca, cert, key].map(String).join('\n');
    if (agent === undefined || agentFor !== identity) {
      agentFor = identity;
      agent =
        cluster.proxyUrl !== undefined || cluster.server.startsWith('http:')
          ? (options.agent as http.Agent)
          : new https.Agent({
              keepAlive: true,
              ca,
              cert,
              key,
              rejectUnauthorized,
              servername,
            });
    }
    return {
      baseUrl: new URL(cluster.server),
      headers: {
        ...textHeaders(options.headers),
        ...(auth && {
          authorization: `Basic ${Buffer.from(auth).toString('base64')}`,
        }),
      },
      agent,
    };
  };
}

// Loaded when it is needed: it takes 0.4 s and 30 MB, and a connection by address needs none of it.
async function loadKubeConfig(settings: KubeConfigSettings): Promise<KubeConfig> {
  const { KubeConfig: Loader } = await import('@kubernetes/client-node');
  const kubeConfig = new Loader();
  if (settings.by === 'inCluster') {
    kubeConfig.loadFromCluster();
    return kubeConfig;
  }
  kubeConfig.loadFromFile(settings.kubeconfig);
  if (settings.context !== undefined) {
    const { context } = settings;
    if (!kubeConfig.getContexts().some(({ name }) => name === context)) {
      throw new NotFoundError(`The kubeconfig '${settings.kubeconfig}' has no context '${context}'`);
    }
    kubeConfig.setCurrentContext(context);
  }
  return kubeConfig;
}

function textHeaders(headers: https.RequestOptions['headers']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name.toLowerCase(), String(value)]])),
  );
}
