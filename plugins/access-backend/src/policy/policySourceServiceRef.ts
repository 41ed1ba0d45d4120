import { coreServices, createServiceFactory, createServiceRef } from '@backstage/backend-plugin-api';
import { catalogPermissions } from '@backstage/plugin-catalog-common/alpha';
import { accessPermissions } from '@slipway/plugin-access-common';
import { deliveryPermissions } from '@slipway/plugin-delivery-common';
import { parsePolicy } from '../domain/policy/parsePolicy';
import { readPolicySettings } from '../settings';
import { FilePolicySource } from './FilePolicySource';
import { PolicySource } from './PolicySource';

/** The permissions that a policy may name of the plugins that are always there. */
export const KNOWN_PERMISSIONS = [...catalogPermissions, ...deliveryPermissions, ...accessPermissions].map(({ name }) => name);

/** The one policy of this process. */
export const policySourceServiceRef = createServiceRef<PolicySource>({
  id: 'access.policySource',
  scope: 'root',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: { config: coreServices.rootConfig, logger: coreServices.rootLogger, lifecycle: coreServices.rootLifecycle },
      factory({ config, logger, lifecycle }) {
        const settings = readPolicySettings(config);
        if ('text' in settings) {
          const policy = parsePolicy(settings.text, { name: settings.name, hasLines: false }, { names: KNOWN_PERMISSIONS });
          return { current: () => ({ policy }) };
        }
        const source = new FilePolicySource({ ...settings, knownPermissions: KNOWN_PERMISSIONS, logger });
        lifecycle.addShutdownHook(source.watch());
        return source;
      },
    }),
});
