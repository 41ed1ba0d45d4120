import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { hashFiles, readIfThere, root, stateDir, writeAtomically } from '../checkout.mjs';
import { Problem } from '../problem.mjs';
import { nodePath } from '../toolchain/node.mjs';

const inspectScript = path.join(root, 'scripts/config/inspect.mjs');
export const defaults = path.join(root, 'app-config.yaml');

/** What the token for scripts on this machine may do: read, and hand in events. */
const accessRestrictions = [
  {
    plugin: 'delivery',
    permission: ['delivery.service.read', 'delivery.unclaimed.read', 'delivery.source.read', 'delivery.event.create'],
  },
  { plugin: 'catalog', permissionAttribute: { action: 'read' } },
];

/**
 * Reads the configuration that a start was given and stops at the first start
 * with it that breaks the schema; a configuration that passed is not checked
 * again until it or the build changes.
 * @param {{ dataDir: string, config: string[], port?: number }} options
 * @param {string} backendDir
 */
export async function inspectConfig({ dataDir, config }, backendDir) {
  const files = [defaults, ...config];
  const passed = path.join(dataDir, 'config-passed');
  const wanted = hashFiles(files, path.basename(backendDir));
  const known = readIfThere(passed) === wanted;
  const { stdout } = await promisify(execFile)(nodePath, [inspectScript, backendDir, known ? 'read' : 'check', ...files], {
    cwd: backendDir,
    encoding: 'utf8',
    maxBuffer: 1 << 26,
  });
  const { problems, ...found } = JSON.parse(stdout);
  if (problems.length)
    throw new Problem(
      `The configuration is refused: ${problems.slice(0, 3).join('; ')}${problems.length > 3 ? `; and ${problems.length - 3} more` : ''}`,
    );
  if (!known) writeAtomically(passed, wanted, 0o600);
  return found;
}

/** Where Slipway listens and what its pages call it. */
export function chooseAddress(options, found) {
  const asked = Number(found.listen?.port ?? String(found.listen).split(':').at(-1));
  const port = options.port ?? (asked || 7007);
  const host = found.listen?.host ?? '127.0.0.1';
  const url =
    options.port || !found.baseUrl || new URL(found.baseUrl).hostname === 'localhost' ? `http://localhost:${port}` : found.baseUrl;
  return { port, host, url };
}

/**
 * Writes what the start itself decides, for its owner's eyes only.
 * @returns {string[]} the arguments that give the backend all its files
 */
export function writeSettings({ options, portalDir, found, address, secrets, connection, demo, frontendUrl }) {
  const settings = {
    // The app plugin resolves `<packageName>/package.json`, which a folder's path fits as well.
    app: { baseUrl: frontendUrl ?? address.url, packageName: portalDir },
    backend: {
      baseUrl: address.url,
      listen: { host: address.host, port: address.port },
      cors: { origin: frontendUrl ?? address.url },
      database: {
        client: 'pg',
        pluginDivisionMode: 'schema',
        connection: { ...connection, database: 'slipway' },
      },
      // Lists replace each other when files are merged, so those of the user's files stand here again.
      auth: {
        externalAccess: [
          ...found.externalAccess,
          ...(found.externalAccess.some(({ type }) => type === 'slipway') ? [] : [{ type: 'slipway', options: {} }]),
          {
            type: 'static',
            options: { token: secrets['service-token'], subject: 'external:local-scripts' },
            accessRestrictions,
          },
        ],
      },
    },
    catalog: { slipwayFolder: root },
    techdocs: {
      // Made by the first build of docs, never by a start; checkout and data may go apart.
      generator: { environment: path.join(stateDir, 'docs-python') },
      publisher: { local: { publishDirectory: path.join(options.dataDir, 'docs') } },
    },
    auth: { providers: { owner: { key: secrets['owner-key'] } } },
    delivery: {
      credentials: [
        ...found.credentials,
        ...(demo?.delivery.credentials ?? []),
        { name: 'local-scripts', subject: 'external:local-scripts' },
      ],
    },
  };
  const write = (name, content) => {
    const file = path.join(options.dataDir, `app-config.${name}.json`);
    writeAtomically(file, `${JSON.stringify(content, null, 2)}\n`, 0o600);
    return file;
  };
  const files = [...(demo ? [write('demo', demo)] : []), write('start', settings)];
  return [defaults, ...options.config, ...files].flatMap(each => ['--config', each]);
}
