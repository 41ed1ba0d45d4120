import { Authenticator, AuthenticatorSettings } from './Authenticator';
import { Origins, OriginSettings } from './Origins';
import { RegistryApi } from './RegistryApi';

/** The API of a registry with everything that it needs to be asked. */
export function createRegistryApi(settings: AuthenticatorSettings & OriginSettings, now: () => number = Date.now): RegistryApi {
  const origins = new Origins(settings);
  const { host, url, account, token } = settings;
  return new RegistryApi({
    host,
    url,
    hasCredentials: account !== undefined || token !== undefined,
    origins,
    authenticator: new Authenticator(settings, origins, now),
    now,
  });
}
