import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogProcessor, CatalogProcessorCache } from '@backstage/plugin-catalog-node';
import { EventsService } from '@backstage/plugin-events-node';
import { ENTITY_CHANGES_TOPIC, EntityChange } from './ChangedEntities';
import { ownHash } from './entityFacts';
import { isObserved } from './observedEntities';

const CACHE_KEY = 'hash';

/** Says on the events service when an entity says something else of itself than when it was processed last. */
export class EntityChangeProcessor implements CatalogProcessor {
  constructor(
    private readonly events: Pick<EventsService, 'publish'>,
    private readonly logger: Pick<LoggerService, 'warn'>,
  ) {}

  getProcessorName(): string {
    return 'SlipwayEntityChangeProcessor';
  }

  async postProcessEntity(entity: Entity, _location: unknown, _emit: unknown, cache: CatalogProcessorCache): Promise<Entity> {
    // The catalog processes every entity every few minutes; its cache is kept per entity, so that only changes are said.
    const hash = ownHash(entity);
    if (isObserved(entity) && (await cache.get(CACHE_KEY)) !== hash) {
      await this.say({ ref: stringifyEntityRef(entity), hash });
      await cache.set(CACHE_KEY, hash);
    }
    return entity;
  }

  private async say(change: EntityChange): Promise<void> {
    try {
      await this.events.publish({ topic: ENTITY_CHANGES_TOPIC, eventPayload: change });
    } catch (error) {
      // An entity is no worse for it: rejecting here would show it as broken in the catalog.
      this.logger.warn(`A change of ${change.ref} reaches the delivery record with the next sweep only: ${error}`);
    }
  }
}
