// Argo CD's own API, as a person at its command line uses it.

/** Asks Argo CD as its administrator. */
async function argocd({ state: { ports, secrets } }, method, path, body) {
  const send = (route, token, how, content) =>
    fetch(`http://127.0.0.1:${ports.argocd}/api/v1${route}`, {
      method: how,
      body: content && JSON.stringify(content),
      signal: AbortSignal.timeout(20_000),
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    });
  const session = await send('/session', undefined, 'POST', { username: 'admin', password: secrets.argocdPassword });
  const response = await send(path, (await session.json()).token, method, body);
  if (!response.ok) throw new Error(`Argo CD answers ${response.status} to ${method} ${path}: ${(await response.text()).slice(0, 300)}`);
}

/** Asks for a sync; `request` may narrow it to `resources`, make it a `dryRun`, or give a `retryStrategy`. */
export const requestSync = (processes, name, request = {}) => argocd(processes, 'POST', `/applications/${name}/sync`, { name, ...request });

/** Ends a running operation. */
export const terminateOperation = (processes, name) => argocd(processes, 'DELETE', `/applications/${name}/operation`);
