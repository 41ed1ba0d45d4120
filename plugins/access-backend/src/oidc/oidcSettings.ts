import { InputError } from '@backstage/errors';
import { BOUNDS, TokenBounds } from '@slipway/plugin-access-common';

/** Whose tokens a CI host signs, and what they may. */
export interface OidcConnection {
  name: string;
  type: 'github' | 'gitlab';
  issuer: string;
  audience: string;
  /** Repositories as the host calls them, `shop/cart`; a trailing `*` stands for any ending. */
  repositories: string[];
  /** Whole refs, `refs/heads/main`; any where absent. */
  refs?: string[];
  /** Environments that the job may be of; any job, of an environment or not, where absent. */
  environments?: string[];
  /** `{repository}`, `{ref}` and `{environment}` stand for what the token says. */
  bounds: TokenBounds;
}

type Values = Record<string, unknown>;
const KEYS = ['name', 'type', 'issuer', 'audience', 'repositories', 'refs', 'environments', 'bounds'];
const ISSUERS = { github: 'https://token.actions.githubusercontent.com', gitlab: 'https://gitlab.com' };

/** Reads `access.oidc`; what is wrong is an `InputError` that names the key. */
export function parseOidcConnections(value: unknown, path = 'access.oidc'): OidcConnection[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new InputError(`'${path}' must be a list`);
  }
  const connections = value.map((item, index) => connectionOf(item, `${path}[${index}]`));
  connections.forEach(({ name }, index) => {
    if (connections.findIndex(other => other.name === name) !== index) {
      throw new InputError(`'${path}[${index}].name' repeats '${name}'; every connection has its own`);
    }
  });
  return connections;
}

function connectionOf(value: unknown, path: string): OidcConnection {
  const item = (typeof value === 'object' && value !== null ? value : {}) as Values;
  refuseUnknown(item, KEYS, path);
  const { type } = item;
  if (type !== 'github' && type !== 'gitlab') {
    throw new InputError(`'${path}.type' must be github or gitlab, got ${JSON.stringify(type) ?? 'nothing'}`);
  }
  const issuer = item.issuer === undefined ? ISSUERS[type] : text(item.issuer, `${path}.issuer`).replace(/\/+$/, '');
  const bounds = (item.bounds ?? {}) as Values;
  refuseUnknown(bounds, [...BOUNDS], `${path}.bounds`);
  const host = type === 'github' && issuer === ISSUERS.github ? 'github.com' : new URL(issuer).host;
  return {
    name: text(item.name, `${path}.name`),
    type,
    issuer,
    audience: text(item.audience, `${path}.audience`),
    repositories: texts(item.repositories, `${path}.repositories`) ?? missing(`${path}.repositories`),
    ...optional('refs', texts(item.refs, `${path}.refs`)),
    ...optional('environments', texts(item.environments, `${path}.environments`)),
    bounds: {
      repositories: [`${host}/{repository}`],
      ...Object.fromEntries(BOUNDS.flatMap(key => (bounds[key] === undefined ? [] : [[key, texts(bounds[key], `${path}.bounds.${key}`)]]))),
    },
  };
}

function optional<K extends string, V>(key: K, value: V | undefined): { [key in K]?: V } {
  return (value === undefined ? {} : { [key]: value }) as { [key in K]?: V };
}

function refuseUnknown(values: Values, known: string[], path: string): void {
  const unknown = Object.keys(values).find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError(`'${path}.${unknown}' is not known; known are ${known.join(', ')}`);
  }
}

function text(value: unknown, path: string): string {
  return typeof value === 'string' && value.trim() !== '' ? value : missing(path);
}

function texts(value: unknown, path: string): string[] | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (!Array.isArray(value) || value.length === 0) {
    throw new InputError(`'${path}' must be a list of texts`);
  }
  return value.map((item, index) => text(item, `${path}[${index}]`));
}

function missing(path: string): never {
  throw new InputError(`'${path}' is missing: it must be a text that is not empty`);
}
