import { setTimeout } from 'node:timers/promises';
import { coreServices, createBackendModule } from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint, catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { deliverySourcesExtensionPoint } from '@slipway/plugin-delivery-node';
import { CatalogReader } from './CatalogReader';
import { CatalogSource } from './CatalogSource';
import { ChangedEntities, ENTITY_CHANGES_TOPIC, EntityChange } from './ChangedEntities';
import { EntityChangeProcessor } from './EntityChangeProcessor';

/** Records what the catalog says of entities. */
export const deliveryModuleCatalog = createBackendModule({
  pluginId: 'delivery',
  moduleId: 'catalog',
  register(env) {
    env.registerInit({
      deps: {
        auth: coreServices.auth,
        catalog: catalogServiceRef,
        events: eventsServiceRef,
        sources: deliverySourcesExtensionPoint,
      },
      async init({ auth, catalog, events, sources }) {
        const changes = new ChangedEntities();
        await events.subscribe({
          id: 'catalog',
          topics: [ENTITY_CHANGES_TOPIC],
          onEvent: async ({ eventPayload }) => changes.add(eventPayload as EntityChange),
        });
        sources.addSource(new CatalogSource({ reader: new CatalogReader(catalog, auth), changes, pause }));
      },
    });
  },
});

/** Says when an entity has changed, so that the record need not wait for a sweep. */
export const catalogModuleDelivery = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'delivery',
  register(env) {
    env.registerInit({
      deps: {
        logger: coreServices.logger,
        events: eventsServiceRef,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ logger, events, processing }) {
        processing.addProcessor(new EntityChangeProcessor(events, logger));
      },
    });
  },
});

async function pause(seconds: number, signal: AbortSignal): Promise<void> {
  // Aborted is no failure here: the source looks at its signal next.
  await setTimeout(seconds * 1000, undefined, { signal }).catch(error => {
    if (!signal.aborted) {
      throw error;
    }
  });
}
