// Builds an image of one layer out of a folder and pushes it through the registry's own API: no container engine is needed.
// In a job: node image.mjs --folder . --image host/shop/checkout --tag v1 [--label key=value]…; prints the digest.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';

const digestOf = bytes => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** @param {{ folder: string, image: string, tag: string, labels: Record<string, string>, user: string, password: string }} build */
export async function pushImage({ folder, image, tag, labels, user, password }) {
  const [host, ...rest] = image.split('/');
  const name = rest.join('/');
  const base = `http://${host}`;
  const basic = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  const { token } = await (
    await fetch(`${base}/v2/token?scope=repository:${name}:push,pull`, { headers: { authorization: basic } })
  ).json();
  const authorization = `Bearer ${token}`;
  const call = async (path, method, type, body) => {
    const response = await fetch(new URL(path, base), { method, headers: { authorization, ...(type && { 'content-type': type }) }, body });
    if (!response.ok)
      throw new Error(`The registry answers ${response.status} to ${method} ${path}: ${(await response.text()).slice(0, 300)}`);
    return response;
  };
  const blob = async (bytes, mediaType) => {
    const digest = digestOf(bytes);
    const start = await call(`/v2/${name}/blobs/uploads/`, 'POST');
    const location = new URL(start.headers.get('location'), base);
    location.searchParams.set('digest', digest);
    await call(`${location.pathname}${location.search}`, 'PUT', 'application/octet-stream', bytes);
    return { mediaType, digest, size: bytes.length };
  };
  // Nothing of the archive depends on when it was made: what is built twice from one commit is one layer.
  const tar = execFileSync('tar', ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--exclude=.git', '-c', '-C', folder, '.']);
  const config = {
    architecture: 'amd64',
    os: 'linux',
    created: new Date().toISOString(),
    config: { Cmd: ['node', 'server.mjs'], Labels: labels },
    rootfs: { type: 'layers', diff_ids: [digestOf(tar)] },
  };
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    config: await blob(Buffer.from(JSON.stringify(config)), 'application/vnd.oci.image.config.v1+json'),
    layers: [await blob(gzipSync(tar), 'application/vnd.oci.image.layer.v1.tar+gzip')],
  });
  await call(`/v2/${name}/manifests/${tag}`, 'PUT', 'application/vnd.oci.image.manifest.v1+json', manifest);
  return digestOf(Buffer.from(manifest));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const text = { type: 'string' };
  const { values } = parseArgs({
    options: { folder: text, image: text, tag: text, label: { type: 'string', multiple: true, default: [] } },
  });
  const labels = Object.fromEntries(values.label.map(label => [label.slice(0, label.indexOf('=')), label.slice(label.indexOf('=') + 1)]));
  console.log(await pushImage({ ...values, labels, user: process.env.REGISTRY_USER, password: process.env.REGISTRY_PASSWORD }));
}
