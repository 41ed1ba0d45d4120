// What a client sees that has only a token of Argo CD: its list and its stream.
const withoutManagedFields = ({ metadata: { managedFields: _dropped, ...metadata }, ...rest }) => ({ metadata, ...rest });

/** Records Argo CD's own stream while `act` runs and hands the recording to `write`. */
export async function recordStream({ state: { ports, secrets } }, act, write) {
  const ask = (path, signal) => fetch(`http://127.0.0.1:${ports.argocd}${path}`, { headers: { authorization: `Bearer ${secrets.argocdToken}` }, signal });
  const response = await ask('/api/v1/applications');
  if (!response.ok) throw new Error(`Argo CD answers ${response.status} to the list of applications: ${await response.text()}`);
  const list = await response.json();
  const abort = new AbortController();
  const stream = await ask(`/api/v1/stream/applications?resourceVersion=${list.metadata.resourceVersion}`, abort.signal);
  const watch = [];
  const reading = (async () => {
    let rest = '';
    for await (const chunk of stream.body.pipeThrough(new TextDecoderStream())) {
      const lines = (rest + chunk).split('\n');
      rest = lines.pop();
      for (const line of lines.filter(Boolean)) watch.push(JSON.parse(line));
    }
  })().catch(error => {
    if (!abort.signal.aborted) throw error;
  });
  try {
    await act();
  } finally {
    abort.abort();
    await reading;
  }
  for (const { result } of watch) if (result?.application) result.application = withoutManagedFields(result.application);
  write({ list: { ...list, items: list.items.map(withoutManagedFields) }, watch });
}
