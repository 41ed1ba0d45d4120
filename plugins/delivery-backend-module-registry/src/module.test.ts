import { createBackendPlugin } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { DeliverySource, deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';
import { deliveryModuleRegistry } from './module';

async function start(registries: Array<Record<string, string>>): Promise<DeliverySource[]> {
  const sources: DeliverySource[] = [];
  const plugin = createBackendPlugin({
    pluginId: 'delivery',
    register(env) {
      env.registerExtensionPoint(deliverySourcesExtensionPoint, { addSource: source => sources.push(source) });
      env.registerInit({ deps: {}, async init() {} });
    },
  });
  const config = mockServices.rootConfig.factory({ data: { delivery: { registries } } });
  await startTestBackend({ features: [plugin, deliveryModuleRegistry, config] });
  return sources;
}

describe('deliveryModuleRegistry', () => {
  it('adds one source for each registry, whose silence means nothing', async () => {
    const sources = await start([
      { name: 'ghcr', host: 'ghcr.io' },
      { name: 'hub', host: 'docker.io' },
    ]);
    expect(sources.map(({ name, heartbeat }) => [name, heartbeat])).toEqual([
      ['registry/ghcr', false],
      ['registry/hub', false],
    ]);
  });

  it('stops the start on a key that it does not know', async () => {
    await expect(start([{ name: 'ghcr', host: 'ghcr.io', user: 'x' }])).rejects.toThrow('delivery.registries[0].user is unknown');
  });
});
