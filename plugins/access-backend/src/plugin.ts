import { coreServices, createBackendModule, createBackendPlugin, resolvePackagePath } from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { accessPermissions } from '@slipway/plugin-access-common';
import { deliveryCredentialsExtensionPoint } from '@slipway/plugin-delivery-node';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { createRouter } from './api/createRouter';
import { configuredCredentials, takesTokens } from './configured';
import { openDatabase } from './database/openDatabase';
import { TokenStore } from './database/TokenStore';
import { EntityLookup } from './explain/EntityLookup';
import { OidcCallers } from './oidc/OidcCallers';
import { policySourceServiceRef } from './policy/policySourceServiceRef';
import { readOidcConnections } from './settings';
import { machineCallersServiceRef } from './tokens/machineTokenHandler';
import { MachineTokens } from './tokens/MachineTokens';

/** Who may do what and why, and the tokens of machines. */
export const accessPlugin = createBackendPlugin({
  pluginId: 'access',
  register(env) {
    env.registerInit({
      deps: {
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        callers: machineCallersServiceRef,
        catalog: catalogServiceRef,
        config: coreServices.rootConfig,
        database: coreServices.database,
        discovery: coreServices.discovery,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        logger: coreServices.logger,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        source: policySourceServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init({ auditor, auth, callers, catalog, config, database, discovery, httpAuth, httpRouter, logger, permissions, ...more }) {
        const connections = readOidcConnections(config);
        const accepted = takesTokens(config);
        if (!accepted) {
          logger.warn("Tokens of machines are not taken: backend.auth.externalAccess has no item { type: 'slipway', options: {} }");
        }
        const tokens = new MachineTokens(new TokenStore(await openDatabase(database)), auditor);
        callers.begin([tokens, new OidcCallers({ connections, auditor })]);
        more.permissionsRegistry.addPermissions(accessPermissions);
        const document = parse(readFileSync(resolvePackagePath('@slipway/plugin-access-backend', 'src/api/openapi.yaml'), 'utf8'));
        const entities = new EntityLookup({ catalog, auth, discovery });
        const { source, userInfo } = more;
        const configured = configuredCredentials(config, connections);
        httpRouter.use(
          createRouter({ document, source, tokens, entities, configured, accepted, auditor, httpAuth, permissions, userInfo }),
        );
        httpRouter.addAuthPolicy({ path: '/openapi.json', allow: 'unauthenticated' });
      },
    });
  },
});

/** Tells delivery's intake what the tokens of machines may hand in. */
export const deliveryModuleAccess = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'access',
  register(env) {
    env.registerInit({
      deps: { credentials: deliveryCredentialsExtensionPoint, callers: machineCallersServiceRef },
      async init({ credentials, callers }) {
        credentials.addCredentialSource(callers);
      },
    });
  },
});
