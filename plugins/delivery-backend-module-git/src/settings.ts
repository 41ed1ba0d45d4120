import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** One item of `delivery.git`. */
export interface GitHostSettings {
  /** The connection's name; `git/<name>` is the source's. */
  name: string;
  /** The host as people write it; repositories are named after it. */
  host: string;
  system: GitSystem;
  webhookSecret: string;
}

/** Whose API and whose webhooks it has. */
export type GitSystem = 'github' | 'gitea';

const SYSTEMS: GitSystem[] = ['github', 'gitea'];

/** Reads `delivery.git`; throws an `InputError` that names the key, what was expected and where it stands. */
export function readSettings(config: Config): GitHostSettings[] {
  const items = config.getOptionalConfigArray('delivery.git') ?? [];
  const settings = items.map((item, index) => readConnection(item, `delivery.git[${index}]`));
  for (const member of ['name', 'host'] as const) {
    settings.forEach((connection, index) => {
      const first = settings.findIndex(other => other[member] === connection[member]);
      if (first !== index) {
        throw new InputError(
          `delivery.git[${index}] has the ${member} '${connection[member]}' of delivery.git[${first}]; give each its own`,
        );
      }
    });
  }
  return settings;
}

function readConnection(item: Config, where: string): GitHostSettings {
  refuseUnknownKeys(item, where, ['name', ...SYSTEMS]);
  const name = item.getString('name');
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name)) {
    throw new InputError(`${where}.name '${name}' has to begin with a letter or digit and hold letters, digits, '.', '_' and '-' only`);
  }
  const systems = SYSTEMS.filter(system => item.has(system));
  if (systems.length !== 1) {
    throw new InputError(`${where} has to have exactly one of ${SYSTEMS.join(' and ')}; it has ${systems.join(' and ') || 'none'}`);
  }
  const [system] = systems;
  const options = item.getConfig(system);
  refuseUnknownKeys(options, `${where}.${system}`, ['host', 'webhookSecret']);
  const host = system === 'github' ? (options.getOptionalString('host') ?? 'github.com') : options.getString('host');
  if (!/^[a-z0-9.-]+(:\d+)?$/i.test(host)) {
    throw new InputError(`${where}.${system}.host '${host}' is no host; expected one like git.example.com, without https:// and path`);
  }
  const webhookSecret = options.getString('webhookSecret');
  if (webhookSecret.length < 16) {
    throw new InputError(
      `${where}.${system}.webhookSecret has ${webhookSecret.length} characters; expected 16 or more, or anyone may guess it`,
    );
  }
  return { name, system, host: host.toLowerCase(), webhookSecret };
}

function refuseUnknownKeys(config: Config, where: string, known: string[]) {
  const unknown = config.keys().find(key => !known.includes(key));
  if (unknown !== undefined) {
    throw new InputError(`${where}.${unknown} is unknown; expected one of ${known.join(', ')}`);
  }
}
