import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';

const SECTION = 'auth.providers.owner';
const MINIMAL_KEY_LENGTH = 32;

/** What the configuration says of the owner's sign-in. */
export interface OwnerSettings {
  /** Whoever shows it may mint codes. */
  key: string;
  /** The origins whose pages may sign in. */
  origins: string[];
  cookie: { name: string; path: string; secure: boolean };
}

/** Reads the owner's sign-in; undefined where the configuration has no `auth.providers.owner`. */
export function readOwnerSettings(config: RootConfigService): OwnerSettings | undefined {
  const section = config.getOptionalConfig(SECTION);
  if (!section) {
    return undefined;
  }
  const unknown = section.keys().find(key => key !== 'key');
  if (unknown) {
    throw new InputError(`The configuration key '${SECTION}.${unknown}' is unknown; '${SECTION}' takes 'key' alone`);
  }
  const key = section.getString('key');
  if (key.length < MINIMAL_KEY_LENGTH) {
    throw new InputError(`'${SECTION}.key' has ${key.length} characters; a secret of at least ${MINIMAL_KEY_LENGTH} is expected`);
  }
  const base = new URL(config.getString('backend.baseUrl'));
  return {
    key,
    origins: [new URL(config.getString('app.baseUrl')).origin, base.origin],
    cookie: {
      // Browsers keep one jar for all ports of a host: without the port two installations on one machine would sign each other out.
      name: base.port ? `slipway-owner-${base.port}` : 'slipway-owner',
      path: `${base.pathname.replace(/\/$/, '')}/api/auth/owner`,
      secure: base.protocol === 'https:',
    },
  };
}
