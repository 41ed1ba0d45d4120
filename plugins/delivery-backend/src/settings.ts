import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { CredentialBounds } from '@slipway/plugin-delivery-node';
import { parseServiceRules } from './domain/bindings/parseServiceRules';
import { parseEnvironmentRules } from './domain/environments/parseEnvironmentRules';
import { TicketRule } from './domain/changes/tickets';
import { ClusterRule, RuleSettings } from './domain/model';

/** What the delivery plugin takes from the configuration, checked. */
export interface DeliverySettings {
  rules: RuleSettings;
  credentials: CredentialBounds[];
  /** How long raw payloads are kept at least, in days; whole months are dropped. */
  rawRetentionDays: number;
  comparison: { tickets: TicketRule[]; migrations: string[] };
  /** The record is that of the demo organisation, and every answer says so. */
  demo: boolean;
}

type Values = Record<string, unknown>;

const DEFAULT_ENVIRONMENTS = ['dev', 'staging', 'production'];
const DEFAULT_RAW_DAYS = 30;
const DEFAULT_MIGRATIONS = ['**/migrations/**', '**/db/migrate/**'];

/** Reads everything under `delivery`. A wrong or unknown key is an `InputError` with the key, what was expected and the file it stands in. */
export function readSettings(config: RootConfigService): DeliverySettings {
  const values = config.getOptional('delivery') ?? {};
  let section: string | undefined;
  const read = <T>(key: string, parse: (value: unknown, path: string) => T): T => {
    section = `delivery.${key}`;
    return parse((values as Values)[key], section);
  };
  try {
    const delivery = objectOf(
      values,
      'delivery',
      [
        'environments',
        'services',
        'clusters',
        'argocd',
        'git',
        'credentials',
        'retention',
        'kubernetes',
        'registries',
        'tickets',
        'migrations',
        'demo',
      ],
      key => {
        section = `delivery.${key}`;
      },
    );
    return {
      rules: {
        environments: read('environments', (value, path) => parseEnvironmentRules(value ?? DEFAULT_ENVIRONMENTS, path)),
        services: read('services', (value, path) => (value === undefined ? [] : parseServiceRules(value, path))),
        clusters: read('clusters', parseClusters),
        argocdUrls: argocdUrls(delivery.argocd),
        tracesImages: [delivery.git, delivery.registries].some(items => Array.isArray(items) && items.length > 0),
      },
      credentials: read('credentials', parseCredentials),
      demo: read('demo', parseFlag),
      rawRetentionDays: read('retention', parseRetention),
      comparison: {
        tickets: read('tickets', parseTickets),
        migrations: read('migrations', (value, path) => (value === undefined ? DEFAULT_MIGRATIONS : listOf(value, path, textOf))),
      },
    };
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    const file = section && fileOf(config, section);
    throw new InputError(file ? `${error.message} (in ${file})` : error.message);
  }
}

function parseClusters(value: unknown, path: string): ClusterRule[] {
  return listOf(value, path, (item, itemPath) => {
    const cluster = objectOf(item, itemPath, ['name', 'argocd', 'kubernetes']);
    return {
      ...(cluster.kubernetes !== undefined && { kubernetes: textOf(cluster.kubernetes, `${itemPath}.kubernetes`) }),
      name: textOf(cluster.name, `${itemPath}.name`),
      argocd: listOf(cluster.argocd, `${itemPath}.argocd`, (entry, entryPath) => {
        const { instance, server, name } = objectOf(entry, entryPath, ['instance', 'server', 'name']);
        if ((server === undefined) === (name === undefined)) {
          throw new InputError(`'${entryPath}' must have either 'server' or 'name'`);
        }
        return {
          instance: textOf(instance, `${entryPath}.instance`),
          ...(server === undefined ? { name: textOf(name, `${entryPath}.name`) } : { server: textOf(server, `${entryPath}.server`) }),
        };
      }),
    };
  });
}

function parseCredentials(value: unknown, path: string): CredentialBounds[] {
  const credentials = listOf(value, path, (item, itemPath) => {
    const credential = objectOf(item, itemPath, ['name', 'subject', 'types', 'repositories', 'entities', 'environments']);
    const bounds: CredentialBounds = {
      name: textOf(credential.name, `${itemPath}.name`),
      subject: textOf(credential.subject, `${itemPath}.subject`),
    };
    for (const bound of ['types', 'repositories', 'entities', 'environments'] as const) {
      if (credential[bound] !== undefined) {
        bounds[bound] = listOf(credential[bound], `${itemPath}.${bound}`, textOf);
      }
    }
    return bounds;
  });
  for (const member of ['name', 'subject'] as const) {
    credentials.forEach((credential, index) => {
      if (credentials.findIndex(other => other[member] === credential[member]) !== index) {
        throw new InputError(`'${path}[${index}].${member}' repeats '${credential[member]}'; every credential has its own`);
      }
    });
  }
  return credentials;
}

function parseTickets(value: unknown, path: string): TicketRule[] {
  return listOf(value, path, (item, itemPath) => {
    const { pattern, url } = objectOf(item, itemPath, ['pattern', 'url']);
    const rule = { pattern: textOf(pattern, `${itemPath}.pattern`), url: textOf(url, `${itemPath}.url`) };
    try {
      new RegExp(rule.pattern, 'g').test('');
    } catch (error) {
      throw new InputError(`'${itemPath}.pattern' is no regular expression: ${error instanceof Error ? error.message : error}`);
    }
    if (!/^https?:\/\//.test(rule.url)) {
      throw new InputError(`'${itemPath}.url' must begin with https:// or http://, got '${rule.url}'`);
    }
    return rule;
  });
}

function parseFlag(value: unknown, path: string): boolean {
  if (value !== undefined && typeof value !== 'boolean') {
    throw new InputError(`'${path}' must be true or false, got ${JSON.stringify(value)}`);
  }
  return value ?? false;
}

function parseRetention(value: unknown, path: string): number {
  const { rawDays } = objectOf(value ?? {}, path, ['rawDays']);
  if (rawDays === undefined) {
    return DEFAULT_RAW_DAYS;
  }
  if (typeof rawDays !== 'number' || !Number.isInteger(rawDays) || rawDays < 1) {
    throw new InputError(`'${path}.rawDays' must be a whole number of days, 1 or more, got ${JSON.stringify(rawDays)}`);
  }
  return rawDays;
}

// The module for Argo CD checks these connections; only the address of each one's own page is of use here.
function argocdUrls(connections: unknown): Record<string, string> {
  const urls: Record<string, string> = {};
  for (const { name, url, server } of (Array.isArray(connections) ? connections : []) as Array<{
    name?: unknown;
    url?: unknown;
    server?: Values | null;
  }>) {
    const address = url ?? server?.url;
    if (typeof name === 'string' && typeof address === 'string') {
      urls[name] = address.replace(/\/+$/, '');
    }
  }
  return urls;
}

function objectOf(value: unknown, path: string, known: string[], onUnknown?: (key: string) => void): Values {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`'${path}' must be an object with ${known.join(', ')}, got ${JSON.stringify(value) ?? 'nothing'}`);
  }
  const unknown = Object.keys(value).find(key => !known.includes(key));
  if (unknown !== undefined) {
    onUnknown?.(unknown);
    throw new InputError(`'${path}.${unknown}' is not known; known are ${known.join(', ')}`);
  }
  return value as Values;
}

function listOf<T>(value: unknown, path: string, parse: (item: unknown, path: string) => T): T[] {
  if (value === undefined) {
    return [];
  }
  if (!Array.isArray(value)) {
    throw new InputError(`'${path}' must be a list, got ${JSON.stringify(value)}`);
  }
  return value.map((item, index) => parse(item, `${path}[${index}]`));
}

function textOf(value: unknown, path: string): string {
  if (typeof value !== 'string' || value.trim() === '') {
    throw new InputError(`'${path}' must be a string that is not empty, got ${JSON.stringify(value) ?? 'nothing'}`);
  }
  return value;
}

// A reader names the file of a value only in its complaint about a wrong type, so the wrong type is asked for.
function fileOf(config: RootConfigService, key: string): string | undefined {
  try {
    if (typeof config.getOptional(key) === 'string') {
      config.getConfig(key);
    } else {
      config.getString(key);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? / in '([^']+)'/.exec(error.message)?.[1] : undefined;
  }
}
