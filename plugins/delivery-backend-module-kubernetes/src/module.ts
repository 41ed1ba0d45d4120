import { coreServices, createBackendModule, LoggerService } from '@backstage/backend-plugin-api';
import {
  createAddressAccess,
  createKubeConfigAccess,
  DeliverySource,
  deliverySourcesExtensionPoint,
  KubernetesApi,
  ObjectParser,
  UpstreamClient,
} from '@slipway/plugin-delivery-node';
import { ClusterSettings, readSettings } from './settings';
import { WorkloadWatch } from './watch/WorkloadWatch';

const SILENCE_MS = 90_000;

/** Watches the workloads of claimed services. */
export const deliveryModuleKubernetes = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'kubernetes',
  register(env) {
    env.registerInit({
      deps: { config: coreServices.rootConfig, logger: coreServices.logger, sources: deliverySourcesExtensionPoint },
      async init({ config, logger, sources }) {
        const parser = new ObjectParser();
        for (const settings of readSettings(config)) {
          sources.addSource(createSource(settings, parser, logger));
        }
      },
    });
  },
});

function createSource({ name, namespaces, access }: ClusterSettings, parser: ObjectParser, logger: LoggerService): DeliverySource {
  const client = new UpstreamClient({
    access: access.by === 'url' ? createAddressAccess(access) : createKubeConfigAccess(access),
    silenceMs: SILENCE_MS,
  });
  return new WorkloadWatch({ cluster: name, namespaces, api: new KubernetesApi(client, parser), logger });
}
