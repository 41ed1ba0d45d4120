import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { KubernetesAccessSettings, readKubernetesAccess } from '@slipway/plugin-delivery-node';

/** One item of `delivery.kubernetes`. */
export interface ClusterSettings {
  /** The cluster's name in facts, and `kubernetes/<name>` the source's. */
  name: string;
  /** All of them unless given. */
  namespaces?: string[];
  access: KubernetesAccessSettings;
}

/** Reads `delivery.kubernetes`; throws an `InputError` that names the key, what was expected and where it stands. */
export function readSettings(config: Config): ClusterSettings[] {
  const items = config.getOptionalConfigArray('delivery.kubernetes') ?? [];
  const settings = items.map((item, index) => readCluster(item, `delivery.kubernetes[${index}]`));
  settings.forEach(({ name }, index) => {
    const first = settings.findIndex(other => other.name === name);
    if (first !== index) {
      throw new InputError(
        `delivery.kubernetes[${index}].name '${name}' is taken by delivery.kubernetes[${first}]; give each cluster a name of its own`,
      );
    }
  });
  return settings;
}

function readCluster(item: Config, where: string): ClusterSettings {
  const access = readKubernetesAccess(item, where, ['name', 'namespaces']);
  const name = item.getString('name');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new InputError(`${where}.name '${name}' has to begin with a letter or digit and hold letters, digits, '.', '_' and '-' only`);
  }
  const namespaces = item.getOptionalStringArray('namespaces');
  if (namespaces?.length === 0) {
    throw new InputError(`${where}.namespaces is empty; leave it out to read all namespaces`);
  }
  namespaces?.forEach((namespace, index) => {
    if (!/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(namespace)) {
      throw new InputError(`${where}.namespaces[${index}] '${namespace}' is no name of a namespace`);
    }
    if (namespaces.indexOf(namespace) !== index) {
      throw new InputError(`${where}.namespaces[${index}] '${namespace}' stands there twice`);
    }
  });
  return { name, ...(namespaces !== undefined && { namespaces }), access };
}
