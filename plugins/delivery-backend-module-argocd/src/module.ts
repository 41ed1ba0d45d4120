import { LoggerService, coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import {
  createAddressAccess,
  createKubeConfigAccess,
  DeliverySource,
  deliverySourcesExtensionPoint,
  KubernetesApi,
  ObjectParser,
  UpstreamClient,
} from '@slipway/plugin-delivery-node';
import { ArgocdApi } from './argocd/ArgocdApi';
import { ArgocdStream } from './argocd/ArgocdStream';
import { ApplicationWatch } from './kubernetes/ApplicationWatch';
import { ApplicationsApi } from './kubernetes/ApplicationsApi';
import { ArgocdSettings, readSettings } from './settings';

const SILENCE_MS = 90_000;

/** Watches Argo CD's applications. */
export const deliveryModuleArgocd = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'argocd',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        logger: coreServices.logger,
        sources: deliverySourcesExtensionPoint,
      },
      async init({ config, logger, sources }) {
        const parser = new ObjectParser();
        for (const settings of readSettings(config)) {
          sources.addSource(createSource(settings, parser, logger));
        }
      },
    });
  },
});

function createSource({ name, connection }: ArgocdSettings, parser: ObjectParser, logger: LoggerService): DeliverySource {
  const access =
    connection.kind === 'kubernetes' && connection.by !== 'url' ? createKubeConfigAccess(connection) : createAddressAccess(connection);
  const client = new UpstreamClient({ access, silenceMs: SILENCE_MS });
  return connection.kind === 'kubernetes'
    ? new ApplicationWatch({
        instance: name,
        api: new ApplicationsApi(new KubernetesApi(client, parser)),
        logger,
      })
    : new ArgocdStream({
        instance: name,
        api: new ArgocdApi(client, parser),
        logger,
      });
}
