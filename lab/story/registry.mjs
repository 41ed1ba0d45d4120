// Gitea's registry, asked directly.
import { join } from 'node:path';
import { pushImage } from '../seeds/source/image.mjs';
import { gitea } from '../seed.mjs';

/** Asks the registry for a path below a service's name; undefined where it has nothing. */
async function ask({ processes: { state } }, service, path, accept) {
  const { ports, secrets } = state;
  const base = `http://127.0.0.1:${ports.gitea}`;
  const basic = `Basic ${Buffer.from(`lab:${secrets.giteaPassword}`).toString('base64')}`;
  const { token } = await (await fetch(`${base}/v2/token`, { headers: { authorization: basic } })).json();
  const response = await fetch(`${base}/v2/shop/${service}/${path}`, {
    headers: { authorization: `Bearer ${token}`, ...(accept && { accept }) },
  });
  if (response.status === 404) return undefined;
  if (!response.ok) throw new Error(`The registry answers ${response.status} to ${path}`);
  return response;
}

const MANIFEST = 'application/vnd.oci.image.manifest.v1+json';

/** What the registry said of a digest. Gitea deletes an image whose last tag is moved, while pods still run it. */
const heard = new Map();

/** Digest and labels of what a tag or digest names; undefined where it is not there and never was seen there. */
export async function labelsOf(lab, service, tag) {
  const response = await ask(lab, service, `manifests/${tag}`, MANIFEST);
  if (!response) return heard.get(tag);
  const { config } = await response.json();
  const { config: settings } = await (await ask(lab, service, `blobs/${config.digest}`)).json();
  const digest = response.headers.get('docker-content-digest');
  heard.set(digest, { digest, labels: settings.Labels ?? {} });
  return heard.get(digest);
}

/** Pushes an image of checkout under a tag, with such labels; answers its digest. */
export function pushLabelled({ processes: { folder, state } }, tag, labels, service = 'checkout') {
  const image = `127.0.0.1:${state.ports.gitea}/shop/${service}`;
  return pushImage({ folder: join(folder, 'clones', service), image, tag, labels, user: 'lab', password: state.secrets.giteaPassword });
}

/** Pushes another build of a commit under a tag that is there; answers its digest. */
export async function moveTag(lab, service, tag, commit) {
  await labelsOf(lab, service, tag);
  const source = `http://127.0.0.1:${lab.processes.state.ports.gitea}/shop/${service}`;
  const labels = { 'org.opencontainers.image.revision': commit, 'org.opencontainers.image.source': source };
  return pushLabelled(lab, tag, labels, service);
}

/** Deletes an image of checkout from the registry. */
export const deleteImage = ({ processes }, tag) => gitea(processes, `/packages/shop/container/checkout/${tag}`, undefined, 'DELETE');
