import { AuditorService, AuditorServiceCreateEventOptions, coreServices, createBackendPlugin } from '@backstage/backend-plugin-api';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import { mockCredentials, mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { actionsRegistryServiceMock } from '@backstage/backend-test-utils/alpha';
import { AuthorizeResult, PolicyDecision } from '@backstage/plugin-permission-common';
import { CredentialBounds, WebhookReceiver } from '@slipway/plugin-delivery-node';
import { serveDelivery } from '../serveDelivery';
import { FakeDeliveryCommands } from './FakeDeliveryCommands';
import { FakeDeliveryQueries } from './FakeDeliveryQueries';
import { FakeRecorder } from './FakeRecorder';

/** An audit event as it ended. */
export interface AuditedEvent {
  options: AuditorServiceCreateEventOptions;
  error: string;
}

/** Decides by the name of a permission. */
export type Decide = (permission: string) => PolicyDecision;

export const everything: Decide = () => ({ result: AuthorizeResult.ALLOW });

export interface StartOptions {
  credentials?: CredentialBounds[];
  receivers?: WebhookReceiver[];
  decide?: Decide;
  tokenLifeMs?: number;
  demo?: boolean;
  actions?: ActionsRegistryService;
}

/** Starts the API over a record and a read model in memory. */
export async function startApi(options: StartOptions = {}) {
  const recorder = new FakeRecorder();
  const queries = new FakeDeliveryQueries();
  const commands = new FakeDeliveryCommands();
  const audited = new Array<AuditedEvent>();
  const succeeded = new Array<AuditorServiceCreateEventOptions>();
  const { credentials = [{ name: 'tests', subject: 'external:test-service' }], receivers = [] } = options;
  const policy = { decide: options.decide ?? everything };

  const auditor: AuditorService = {
    createEvent: async event => ({
      success: async () => {
        succeeded.push(event);
      },
      fail: async ({ error }) => {
        audited.push({ options: event, error: error.message });
      },
    }),
  };
  const withExpiry = <T extends object>(caller: T) => ({
    ...caller,
    ...(options.tokenLifeMs && { expiresAt: new Date(Date.now() + options.tokenLifeMs) }),
  });
  const answer = async (requests: Array<{ permission: { name: string } }>) =>
    requests.map(({ permission }) => policy.decide(permission.name));

  const plugin = createBackendPlugin({
    pluginId: 'delivery',
    register(env) {
      env.registerInit({
        deps: {
          auth: coreServices.auth,
          httpAuth: coreServices.httpAuth,
          httpRouter: coreServices.httpRouter,
          lifecycle: coreServices.lifecycle,
          logger: coreServices.logger,
          permissionsRegistry: coreServices.permissionsRegistry,
        },
        async init({ lifecycle, httpAuth: tokens, ...deps }) {
          const httpAuth = { ...tokens, credentials: (...asked) => tokens.credentials(...asked).then(withExpiry) } as typeof tokens;
          const permissions = { authorizeConditional: answer, authorize: answer } as typeof coreServices.permissions.T;
          const rules = {
            environments: [
              { name: 'dev', match: [] },
              { name: 'production', match: [] },
            ],
            services: [],
            clusters: [],
            argocdUrls: {},
            tracesImages: false,
          };
          const api = serveDelivery({
            ...deps,
            actions: options.actions ?? actionsRegistryServiceMock(),
            httpAuth,
            recorder,
            queries,
            commands,
            rules,
            credentials,
            receivers,
            demo: options.demo ?? false,
            auditor,
            permissions,
          });
          lifecycle.addShutdownHook(() => api.close());
        },
      });
    },
  });

  const { server } = await startTestBackend({
    features: [
      plugin,
      mockServices.rootConfig.factory({ data: {} }),
      mockServices.httpAuth.factory({ defaultCredentials: mockCredentials.none() }),
    ],
  });
  return { server, recorder, queries, commands, audited, succeeded, policy };
}
