// The little of Kubernetes' API that the lab asks itself; everything else goes through kubectl.
import { execFileSync } from 'node:child_process';
import { request } from 'node:https';
import { binary } from './build.mjs';

export const applicationsPath = '/apis/argoproj.io/v1alpha1/applications';

/** @param {{ url: string, token: string, ca: Buffer | string, kubeconfig: string }} connection */
export function kubernetesClient({ url, token, ca, kubeconfig }) {
  const open = (path, { method = 'GET', body, contentType = 'application/json', signal } = {}) =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, accept: 'application/json', ...(body ? { 'content-type': contentType } : {}) };
      const sent = request(new URL(path, url), { method, headers, ca, signal }, resolve).on('error', reject);
      sent.end(body);
    });

  async function ask(path, options = {}) {
    const response = await open(path, { signal: AbortSignal.timeout(10_000), ...options });
    let text = '';
    for await (const chunk of response.setEncoding('utf8')) text += chunk;
    if (response.statusCode >= 300) {
      throw Object.assign(new Error(`${options.method ?? 'GET'} ${path} answers ${response.statusCode}: ${text.slice(0, 400)}`), {
        statusCode: response.statusCode,
      });
    }
    return text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text;
  }

  /** Calls `onEvent` with each watch event until `stop()`; the promise `ended` rejects when the server breaks off. */
  function watch(path, resourceVersion, onEvent) {
    const abort = new AbortController();
    const ended = (async () => {
      const response = await open(`${path}?watch=1&allowWatchBookmarks=true&resourceVersion=${resourceVersion}`, { signal: abort.signal });
      let rest = '';
      for await (const chunk of response.setEncoding('utf8')) {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop();
        for (const line of lines) if (line) onEvent(JSON.parse(line));
      }
    })().catch(error => {
      if (!abort.signal.aborted) throw error;
    });
    return { stop: () => abort.abort(), ended };
  }

  const kubectl = (args, input) =>
    execFileSync(binary('kubernetes', 'kubectl'), ['--kubeconfig', kubeconfig, ...args], {
      input,
      encoding: 'utf8',
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    });

  const patch = (path, change) => ask(path, { method: 'PATCH', body: JSON.stringify(change), contentType: 'application/merge-patch+json' });
  const applicationPath = name => `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${name}`;

  return {
    ask,
    watch,
    kubectl,
    apply: text => kubectl(['apply', '--server-side', '--force-conflicts', '-f', '-'], text),
    patch,
    application: name => ask(applicationPath(name)),
    patchApplication: (name, change) => patch(applicationPath(name), change),
  };
}
