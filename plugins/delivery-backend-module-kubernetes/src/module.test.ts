import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { DeliverySource, deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';
import { deliveryModuleKubernetes } from './module';

async function start(kubernetes: Array<Record<string, string | boolean>>): Promise<DeliverySource[]> {
  const sources: DeliverySource[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'delivery',
    register(env) {
      env.registerExtensionPoint(deliverySourcesExtensionPoint, { addSource: source => sources.push(source) });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const config = mockServices.rootConfig.factory({ data: { delivery: { kubernetes } } });
  await startTestBackend({ features: [plugin, deliveryModuleKubernetes, config] });
  return sources;
}

describe('deliveryModuleKubernetes', () => {
  it('adds one source for each cluster', async () => {
    const sources = await start([
      { name: 'eu', url: 'https://127.0.0.1:1' },
      { name: 'us', inCluster: true },
    ]);
    expect(sources.map(({ name, heartbeat }) => [name, heartbeat])).toEqual([
      ['kubernetes/eu', true],
      ['kubernetes/us', true],
    ]);
  });

  it('stops the start on a key that it does not know', async () => {
    await expect(start([{ name: 'eu', inCluster: true, contxt: 'x' }])).rejects.toThrow('delivery.kubernetes[0].contxt is unknown');
  });
});
