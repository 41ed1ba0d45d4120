import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** One item of `delivery.registries`. */
export interface RegistrySettings {
  /** The connection's name; `registry/<name>` is the source's. */
  name: string;
  /** As image references write it. */
  host: string;
  /** Where its API is. */
  url: string;
  account?: { username: string; password: string };
  token?: string;
  caFile?: string;
  skipTlsVerify: boolean;
}

const KEYS = ['name', 'host', 'url', 'username', 'password', 'token', 'caFile', 'skipTlsVerify', 'insecure'];
const DOCKER_HUB = ['docker.io', 'index.docker.io', 'registry-1.docker.io', 'registry.hub.docker.com', 'hub.docker.com'];

/** Reads `delivery.registries`; throws an `InputError` that names the key, what was expected and where it stands. */
export function readSettings(config: Config): RegistrySettings[] {
  const items = config.getOptionalConfigArray('delivery.registries') ?? [];
  const settings = items.map((item, index) => readRegistry(item, `delivery.registries[${index}]`));
  for (const member of ['name', 'host'] as const) {
    settings.forEach((registry, index) => {
      const first = settings.findIndex(other => other[member] === registry[member]);
      if (first !== index) {
        throw new InputError(
          `delivery.registries[${index}] has the ${member} '${registry[member]}' of delivery.registries[${first}]; give each its own`,
        );
      }
    });
  }
  return settings;
}

function readRegistry(item: Config, where: string): RegistrySettings {
  const unknown = item.keys().find(key => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw new InputError(`${where}.${unknown} is unknown; expected one of ${KEYS.join(', ')}`);
  }
  const name = item.getString('name');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new InputError(`${where}.name '${name}' has to begin with a letter or digit and hold letters, digits, '.', '_' and '-' only`);
  }
  const host = readHost(item, where);
  const caFile = item.getOptionalString('caFile');
  return {
    name,
    host,
    url: readUrl(item, where) ?? `https://${host === 'docker.io' ? 'registry-1.docker.io' : host}`,
    ...readCredentials(item, where),
    ...(caFile !== undefined && { caFile }),
    skipTlsVerify: item.getOptionalBoolean('skipTlsVerify') ?? false,
  };
}

function readHost(item: Config, where: string): string {
  const host = item.getString('host').toLowerCase();
  if (!/^([a-z0-9.-]+|\[[0-9a-f:]+\])(:\d+)?$/.test(host)) {
    throw new InputError(`${where}.host '${host}' is no host; expected one like ghcr.io, without https:// and path`);
  }
  return DOCKER_HUB.includes(host) ? 'docker.io' : host;
}

function readUrl(item: Config, where: string): string | undefined {
  const text = item.getOptionalString('url');
  if (text === undefined) {
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new InputError(`${where}.url is no address; expected one that begins with https://`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new InputError(`${where}.url holds an account; give it as username and password, which are kept out of messages`);
  }
  const loopback = /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && !loopback && item.getOptionalBoolean('insecure') !== true) {
    throw new InputError(`${where}.url '${text}' is read in the clear; expected https://, or insecure: true beside it`);
  }
  return url.origin;
}

function readCredentials(item: Config, where: string): Pick<RegistrySettings, 'account' | 'token'> {
  const [username, password, token] = ['username', 'password', 'token'].map(key => item.getOptionalString(key));
  if ((username === undefined) !== (password === undefined)) {
    throw new InputError(`${where} has ${username === undefined ? 'a password and no username' : 'a username and no password'}; give both`);
  }
  if (username !== undefined && token !== undefined) {
    throw new InputError(`${where} has a username and a token; give one of them`);
  }
  return {
    ...(username !== undefined && password !== undefined && { account: { username, password } }),
    ...(token !== undefined && { token }),
  };
}
