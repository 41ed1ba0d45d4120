import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { AddressSettings, KubeConfigSettings } from '@slipway/plugin-delivery-node';

/** One item of `delivery.argocd`. */
export interface ArgocdSettings {
  /** The instance's name in facts, and `argocd/<name>` the source's. */
  name: string;
  connection: KubernetesSettings | ServerSettings;
}

export type KubernetesSettings = { kind: 'kubernetes' } & (({ by: 'url' } & AddressSettings) | KubeConfigSettings);

export type ServerSettings = { kind: 'server' } & AddressSettings;

const ADDRESS_KEYS = ['url', 'token', 'caFile', 'skipTlsVerify'];
const KUBERNETES_KEYS = [...ADDRESS_KEYS, 'kubeconfig', 'context', 'inCluster'];

/** Reads `delivery.argocd`; throws an `InputError` that names the key, what was expected and where it stands. */
export function readSettings(config: Config): ArgocdSettings[] {
  const items = config.getOptionalConfigArray('delivery.argocd') ?? [];
  const settings = items.map((item, index) => readInstance(item, `delivery.argocd[${index}]`));
  settings.forEach(({ name }, index) => {
    const first = settings.findIndex(other => other.name === name);
    if (first !== index) {
      throw new InputError(
        `delivery.argocd[${index}].name '${name}' is taken by delivery.argocd[${first}]; give each instance a name of its own`,
      );
    }
  });
  return settings;
}

function readInstance(item: Config, where: string): ArgocdSettings {
  refuseUnknownKeys(item, where, ['name', 'url', 'kubernetes', 'server']);
  const name = item.getString('name');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new InputError(`${where}.name '${name}' has to begin with a letter or digit and hold letters, digits, '.', '_' and '-' only`);
  }
  readUrl(item, where, { required: false, plain: 'anywhere' });
  const kubernetes = item.getOptionalConfig('kubernetes');
  const server = item.getOptionalConfig('server');
  if ((kubernetes === undefined) === (server === undefined)) {
    throw new InputError(
      `${where} has to have exactly one of 'kubernetes' (the API server of Argo CD's cluster) and 'server' (Argo CD's own API)`,
    );
  }
  return {
    name,
    connection: kubernetes !== undefined ? readKubernetes(kubernetes, `${where}.kubernetes`) : readServer(server!, `${where}.server`),
  };
}

function readKubernetes(config: Config, where: string): KubernetesSettings {
  refuseUnknownKeys(config, where, KUBERNETES_KEYS);
  const ways = ['url', 'kubeconfig', 'inCluster'].filter(key => config.has(key));
  if (ways.length !== 1) {
    throw new InputError(`${where} has to have exactly one of 'url', 'kubeconfig' and 'inCluster'; it has ${ways.join(' and ') || 'none'}`);
  }
  switch (ways[0]) {
    case 'url':
      refuseStrangers(config, where, ADDRESS_KEYS, 'url');
      return {
        kind: 'kubernetes',
        by: 'url',
        ...readAddress(config, where, 'on loopback'),
      };
    case 'kubeconfig': {
      refuseStrangers(config, where, ['kubeconfig', 'context'], 'kubeconfig');
      const context = config.getOptionalString('context');
      return {
        kind: 'kubernetes',
        by: 'kubeconfig',
        kubeconfig: config.getString('kubeconfig'),
        ...(context !== undefined && { context }),
      };
    }
    default:
      refuseStrangers(config, where, ['inCluster'], 'inCluster');
      if (!config.getBoolean('inCluster')) {
        throw new InputError(`${where}.inCluster has to be true; leave it out and give 'url' or 'kubeconfig' to connect from outside`);
      }
      return { kind: 'kubernetes', by: 'inCluster' };
  }
}

function readServer(config: Config, where: string): ServerSettings {
  refuseUnknownKeys(config, where, ADDRESS_KEYS);
  config.getString('token');
  return { kind: 'server', ...readAddress(config, where, 'anywhere') };
}

function readAddress(config: Config, where: string, plain: 'anywhere' | 'on loopback'): AddressSettings {
  const token = config.getOptionalString('token');
  const caFile = config.getOptionalString('caFile');
  return {
    url: readUrl(config, where, { required: true, plain })!,
    ...(token !== undefined && { token }),
    ...(caFile !== undefined && { caFile }),
    skipTlsVerify: config.getOptionalBoolean('skipTlsVerify') ?? false,
  };
}

function readUrl(config: Config, where: string, rule: { required: boolean; plain: 'anywhere' | 'on loopback' }): string | undefined {
  const text = rule.required ? config.getString('url') : config.getOptionalString('url');
  if (text === undefined) {
    return undefined;
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') {
    throw new InputError(`${where}.url '${text}' is no address; expected one that begins with https://`);
  }
  const loopback = /^(localhost|127\.[\d.]+|\[::1\])$/.test(url.hostname);
  if (url.protocol === 'http:' && rule.plain === 'on loopback' && !loopback) {
    throw new InputError(`${where}.url '${text}' would send the token in the clear; expected https:// (http:// is for this machine only)`);
  }
  return text;
}

function refuseUnknownKeys(config: Config, where: string, known: string[]) {
  const unknown = config.keys().find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError(`${where}.${unknown} is unknown; expected one of ${known.join(', ')}`);
  }
}

function refuseStrangers(config: Config, where: string, allowed: string[], way: string) {
  const stranger = config.keys().find(key => !allowed.includes(key));
  if (stranger !== undefined) {
    throw new InputError(`${where}.${stranger} does not go with '${way}'; expected ${allowed.join(', ')}`);
  }
}
