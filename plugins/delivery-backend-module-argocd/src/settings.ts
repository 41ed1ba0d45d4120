import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ADDRESS_KEYS,
  AddressSettings,
  KubernetesAccessSettings,
  readAddressSettings,
  readKubernetesAccess,
  readUrl,
  refuseUnknownKeys,
} from '@slipway/plugin-delivery-node';

/** One item of `delivery.argocd`. */
export interface ArgocdSettings {
  /** The instance's name in facts, and `argocd/<name>` the source's. */
  name: string;
  connection: KubernetesSettings | ServerSettings;
}

export type KubernetesSettings = { kind: 'kubernetes' } & KubernetesAccessSettings;

export type ServerSettings = { kind: 'server' } & AddressSettings;

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
    connection:
      kubernetes !== undefined
        ? { kind: 'kubernetes', ...readKubernetesAccess(kubernetes, `${where}.kubernetes`) }
        : readServer(server!, `${where}.server`),
  };
}

function readServer(config: Config, where: string): ServerSettings {
  refuseUnknownKeys(config, where, ADDRESS_KEYS);
  config.getString('token');
  return { kind: 'server', ...readAddressSettings(config, where, 'anywhere') };
}
