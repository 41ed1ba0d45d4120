import { RootConfigService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import { readSessionCookie, SessionCookie } from '../sessionCookie';

const SECTION = 'auth.providers.owner';
const MINIMAL_KEY_LENGTH = 32;

/** What the configuration says of the owner's sign-in. */
export interface OwnerSettings {
  /** Whoever shows it may mint codes. */
  key: string;
  cookie: SessionCookie;
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
  return { key, cookie: readSessionCookie(config, 'owner') };
}
