import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { AddressSettings } from './addressAccess';
import { KubeConfigSettings } from './kubeConfigAccess';

/** How an API server is reached: by its address, or as a kubeconfig or the pod's own account says. */
export type KubernetesAccessSettings = ({ by: 'url' } & AddressSettings) | KubeConfigSettings;

/** Keys of the settings of an upstream that is reached by its address. */
export const ADDRESS_KEYS = ['url', 'token', 'caFile', 'skipTlsVerify'];

/** Keys of the settings of an API server. */
export const KUBERNETES_ACCESS_KEYS = [...ADDRESS_KEYS, 'kubeconfig', 'context', 'inCluster'];

/** Where plain http is allowed: it sends the token in the clear. */
export type PlainHttp = 'anywhere' | 'on loopback';

/**
 * Reads how an API server is reached; `where` is the key under which the config stands and `beside` are keys that it may have besides.
 * Throws an `InputError` that names the key and what was expected.
 */
export function readKubernetesAccess(config: Config, where: string, beside: string[] = []): KubernetesAccessSettings {
  refuseUnknownKeys(config, where, [...beside, ...KUBERNETES_ACCESS_KEYS]);
  const ways = ['url', 'kubeconfig', 'inCluster'].filter(key => config.has(key));
  if (ways.length !== 1) {
    throw new InputError(`${where} has to have exactly one of 'url', 'kubeconfig' and 'inCluster'; it has ${ways.join(' and ') || 'none'}`);
  }
  switch (ways[0]) {
    case 'url':
      refuseStrangers(config, where, [...beside, ...ADDRESS_KEYS], 'url');
      return { by: 'url', ...readAddressSettings(config, where, 'on loopback') };
    case 'kubeconfig': {
      refuseStrangers(config, where, [...beside, 'kubeconfig', 'context'], 'kubeconfig');
      const context = config.getOptionalString('context');
      return {
        by: 'kubeconfig',
        kubeconfig: config.getString('kubeconfig'),
        ...(context !== undefined && { context }),
      };
    }
    default:
      refuseStrangers(config, where, [...beside, 'inCluster'], 'inCluster');
      if (!config.getBoolean('inCluster')) {
        throw new InputError(`${where}.inCluster has to be true; leave it out and give 'url' or 'kubeconfig' to connect from outside`);
      }
      return { by: 'inCluster' };
  }
}

/** Reads `url`, `token`, `caFile` and `skipTlsVerify`; throws an `InputError` that names the key. */
export function readAddressSettings(config: Config, where: string, plain: PlainHttp): AddressSettings {
  const token = config.getOptionalString('token');
  const caFile = config.getOptionalString('caFile');
  return {
    url: readUrl(config, where, { required: true, plain })!,
    ...(token !== undefined && { token }),
    ...(caFile !== undefined && { caFile }),
    skipTlsVerify: config.getOptionalBoolean('skipTlsVerify') ?? false,
  };
}

/** Reads `url`; throws an `InputError` where it is no address, or one that would send a token in the clear. */
export function readUrl(config: Config, where: string, rule: { required: boolean; plain: PlainHttp }): string | undefined {
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

/** Throws an `InputError` that names the first key that is not among `known`. */
export function refuseUnknownKeys(config: Config, where: string, known: string[]) {
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
