import { RootConfigService, resolvePackagePath } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import path from 'node:path';
import { stringify } from 'yaml';
import { OidcConnection, parseOidcConnections } from './oidc/oidcSettings';

/** Where the policy stands: a file, or the configuration itself. */
export type PolicySettings = { file: string; name: string } | { text: string; name: string };

const KEYS = ['policy', 'policyFile', 'oidc'];

/** Where the policy is that the configuration names; that of a new installation where it names none. */
export function readPolicySettings(config: RootConfigService): PolicySettings {
  refuseUnknown(config);
  const file = config.getOptionalString('access.policyFile');
  const inline = config.getOptional('access.policy');
  if (file !== undefined && inline !== undefined) {
    throw new InputError("'access.policy' and 'access.policyFile' are both set; keep the one that holds");
  }
  if (inline !== undefined) {
    return { text: stringify(inline), name: 'access.policy' };
  }
  if (file !== undefined) {
    return { file: path.resolve(file), name: file };
  }
  const name = 'policies/default.yaml';
  return { file: resolvePackagePath('@slipway/plugin-access-backend', name), name };
}

/** The CI hosts whose jobs hand in events. */
export function readOidcConnections(config: RootConfigService): OidcConnection[] {
  return parseOidcConnections(config.getOptional('access.oidc'));
}

function refuseUnknown(config: RootConfigService): void {
  const unknown = Object.keys(config.getOptional('access') ?? {}).find(key => !KEYS.includes(key));
  if (unknown !== undefined) {
    throw new InputError(`'access.${unknown}' is not known; known are ${KEYS.join(', ')}`);
  }
}
