import {
  AuditorService,
  AuthService,
  HttpAuthService,
  HttpRouterService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { CredentialBounds, CredentialSource, WebhookReceiver } from '@slipway/plugin-delivery-node';
import { deliveryPermissions } from '@slipway/plugin-delivery-common';
import { RuleSettings } from '../domain/model';
import { DeliveryCommands } from '../commands';
import { ObservationRecorder } from '../ingest';
import { DeliveryQueries } from '../readModel';
import { registerActions } from './actions/registerActions';
import { receiveWebhooks } from './webhooks/receiveWebhooks';
import { correctLink } from './commands/correctLink';
import { createRouter } from './createRouter';
import { markDemo } from './markDemo';
import { OpenApiDocument } from './document/OpenApiDocument';
import { EventIntake } from './intake/EventIntake';
import { recordEvents } from './intake/recordEvents';
import { AuthorizedDeliveryQueries } from './permissions/AuthorizedDeliveryQueries';
import { Callers } from './permissions/Callers';
import { getServiceResources } from './permissions/getServiceResources';
import { deliveryServiceResourceRef, deliveryServiceRules } from './permissions/rules';
import { ChangeHub } from './stream/ChangeHub';

/** What the API is served with. */
export interface DeliveryApiOptions {
  actions: ActionsRegistryService;
  recorder: ObservationRecorder;
  queries: DeliveryQueries;
  commands: DeliveryCommands;
  rules: RuleSettings;
  credentials: CredentialBounds[];
  credentialSources?: CredentialSource[];
  receivers: WebhookReceiver[];
  /** The record is that of the demo organisation. */
  demo: boolean;
  auditor: AuditorService;
  auth: AuthService;
  httpAuth: HttpAuthService;
  httpRouter: HttpRouterService;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
}

/** Registers permissions and routes; answers how to end what stays open. */
export function serveDelivery(options: DeliveryApiOptions): { close(): void } {
  const { recorder, queries, commands, rules, credentials, receivers, auditor, auth, httpAuth, httpRouter, logger } = options;
  const { permissions, permissionsRegistry, demo } = options;
  const now = () => new Date();

  permissionsRegistry.addResourceType({
    resourceRef: deliveryServiceResourceRef,
    permissions: deliveryPermissions.filter(permission => isResourcePermission(permission)),
    rules: deliveryServiceRules,
    getResources: refs => getServiceResources(queries, refs),
  });
  permissionsRegistry.addPermissions(deliveryPermissions.filter(permission => !isResourcePermission(permission)));

  const toFilter = createConditionTransformer(permissionsRegistry.getPermissionRuleset(deliveryServiceResourceRef));
  const callers = new Callers({ permissions, toFilter });
  const hub = new ChangeHub({ queries, logger });
  const intake = new EventIntake({ recorder, rules, now });
  const authorized = new AuthorizedDeliveryQueries(queries, callers);
  registerActions({ registry: options.actions, queries: authorized, auditor });
  const router = createRouter({
    document: OpenApiDocument.read(),
    queries: authorized,
    callers,
    hub,
    rules,
    httpAuth,
    recordEvents: recordEvents({
      intake,
      callers,
      credentials,
      credentialSources: options.credentialSources ?? [],
      auth,
      httpAuth,
      auditor,
    }),
    receiveWebhooks: receiveWebhooks({ receivers, recorder, auditor, now }),
    correctLink: correctLink({ commands, callers, httpAuth, auditor }),
  });
  if (demo) {
    httpRouter.use(markDemo);
  }
  httpRouter.use(router);
  httpRouter.addAuthPolicy({ path: '/openapi.json', allow: 'unauthenticated' });
  // The intake asks who is calling itself, so that a refusal is audited.
  httpRouter.addAuthPolicy({ path: '/events', allow: 'unauthenticated' });
  // A signature says who is calling.
  httpRouter.addAuthPolicy({ path: '/webhooks', allow: 'unauthenticated' });
  return { close: () => hub.close() };
}
