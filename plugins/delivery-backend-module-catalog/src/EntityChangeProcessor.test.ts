import { Entity } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import { EntityChangeProcessor } from './EntityChangeProcessor';

function setUp(options?: { busFails?: boolean }) {
  const said = new Array<unknown>();
  const warnings = new Array<string>();
  const kept = new Map<string, JsonValue>();
  const processor = new EntityChangeProcessor(
    {
      async publish({ eventPayload }) {
        if (options?.busFails) {
          throw new Error('the bus is away');
        }
        said.push((eventPayload as { ref: string }).ref);
      },
    },
    { warn: message => void warnings.push(message) },
  );
  const cache = {
    get: async <T extends JsonValue>(key: string) => kept.get(key) as T | undefined,
    set: async <T extends JsonValue>(key: string, value: T) => void kept.set(key, value),
  };
  const process = (processed: Entity) => processor.postProcessEntity(processed, undefined, undefined, cache);
  return { said, warnings, process };
}

function entity(kind: string, title?: string): Entity {
  return { apiVersion: 'backstage.io/v1alpha1', kind, metadata: { name: 'checkout', namespace: 'default', title } };
}

describe('the processor', () => {
  it('says once that an entity changed, however often it is processed', async () => {
    const { said, process } = setUp();
    await process(entity('Component'));
    await process(entity('Component'));
    expect(said).toEqual(['component:default/checkout']);
    await process(entity('Component', 'The checkout'));
    expect(said).toEqual(['component:default/checkout', 'component:default/checkout']);
  });

  it('says nothing of entities that are not observed', async () => {
    const { said, process } = setUp();
    await process(entity('Location'));
    expect(said).toEqual([]);
  });

  it('lets the entity pass when the change cannot be said', async () => {
    const { warnings, process } = setUp({ busFails: true });
    const given = entity('Component');
    expect(await process(given)).toBe(given);
    expect(warnings).toEqual([
      'A change of component:default/checkout reaches the delivery record with the next sweep only: Error: the bus is away',
    ]);
  });
});
