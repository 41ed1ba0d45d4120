import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { DeliverySource, deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';
import { deliveryModuleArgocd } from './module';

function start(argocd: Array<Record<string, string | Record<string, string>>>): Promise<DeliverySource[]> {
  const sources: DeliverySource[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'delivery',
    register(env) {
      env.registerExtensionPoint(deliverySourcesExtensionPoint, { addSource: source => sources.push(source) });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const config = mockServices.rootConfig.factory({ data: { delivery: { argocd } } });
  return startTestBackend({ features: [plugin, deliveryModuleArgocd, config] }).then(() => sources);
}

describe('deliveryModuleArgocd', () => {
  it('adds one source for each instance', async () => {
    const sources = await start([
      { name: 'main', kubernetes: { url: 'https://127.0.0.1:1' } },
      { name: 'edge', server: { url: 'https://127.0.0.1:1', token: 't' } },
    ]);
    expect(sources.map(({ name, heartbeat }) => [name, heartbeat])).toEqual([
      ['argocd/main', true],
      ['argocd/edge', true],
    ]);
  });

  it('stops the start on a key that it does not know', async () => {
    await expect(start([{ name: 'main', kubernets: {} }])).rejects.toThrow('delivery.argocd[0].kubernets is unknown');
  });
});
