import { RootConfigService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { readSessionCookie, SessionCookie } from '../sessionCookie';

const SECTION = 'auth.providers.demo';

/** Somebody whom one may be in the demo. */
export interface DemoPerson {
  /** The ref of a user of the catalog. */
  user: string;
  name: string;
  /** What they do, e.g. `Developer, Checkout team`. */
  role: string;
}

/** What the configuration says of the demo's sign-in. */
export interface DemoSettings {
  people: DemoPerson[];
  cookie: SessionCookie;
}

/**
 * Reads the demo's sign-in; undefined where the configuration has none. Whoever reaches it may be anybody, so it refuses an
 * installation that more than this machine can reach.
 */
export function readDemoSettings(config: RootConfigService): DemoSettings | undefined {
  const section = config.getOptionalConfig(SECTION);
  if (!section) {
    return undefined;
  }
  const unknown = section.keys().find(key => key !== 'people');
  if (unknown) {
    throw new InputError(`The configuration key '${SECTION}.${unknown}' is unknown; '${SECTION}' takes 'people' alone`);
  }
  const host = readListenHost(config);
  if (!isLoopback(host)) {
    throw new InputError(
      `The demo lets everybody in who reaches it, and 'backend.listen' is ${host === undefined ? 'every address of this machine' : `'${host}'`}: set it to 127.0.0.1, or start with --no-demo`,
    );
  }
  for (const key of ['app.baseUrl', 'backend.baseUrl']) {
    const url = config.getString(key);
    if (!isLoopback(new URL(url).hostname)) {
      throw new InputError(
        `The demo lets everybody in who reaches it, and '${key}' is ${url}, which is not this machine: set it to http://localhost, or start with --no-demo`,
      );
    }
  }
  return { people: section.getConfigArray('people').map(readPerson), cookie: readSessionCookie(config, 'demo') };
}

/** True of the names and addresses by which a machine calls itself. */
export function isLoopback(host: string | undefined): boolean {
  return host !== undefined && /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}

function readListenHost(config: RootConfigService): string | undefined {
  const listen = config.getOptional('backend.listen');
  if (typeof listen === 'string') {
    return listen.slice(0, listen.lastIndexOf(':')) || undefined;
  }
  return config.getOptionalString('backend.listen.host');
}

function readPerson(person: Config): DemoPerson {
  const user = stringifyEntityRef(parseEntityRef(person.getString('user'), { defaultKind: 'user', defaultNamespace: 'default' }));
  return { user, name: person.getString('name'), role: person.getString('role') };
}
