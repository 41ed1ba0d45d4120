import { Entity } from '@backstage/catalog-model';
import { listNeighbours, neighbourRefs } from './neighbours';

const entity = (kind: string, name: string, ...relations: Array<[string, string]>): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, namespace: 'default' },
  relations: relations.map(([type, targetRef]) => ({ type, targetRef })),
});

const cart = entity(
  'Component',
  'cart',
  ['consumesApi', 'api:default/prices'],
  ['dependsOn', 'resource:default/redis'],
  ['dependencyOf', 'component:default/web'],
  ['ownedBy', 'group:default/checkout'],
);

describe('what stands beside an entity', () => {
  it('is asked for by dependencies and APIs alone', () => {
    expect(neighbourRefs(cart)).toEqual(['api:default/prices', 'resource:default/redis', 'component:default/web']);
  });

  it('is parted into what it needs and what needs it, by name', () => {
    const { needs, neededBy } = listNeighbours(cart, [entity('Resource', 'redis'), entity('API', 'prices'), entity('Component', 'web')]);
    expect(needs.map(({ name }) => name)).toEqual(['prices', 'redis']);
    expect(neededBy.map(({ name }) => name)).toEqual(['web']);
  });

  it('has the health of its provider where it is an API', () => {
    const prices = entity('API', 'prices', ['apiProvidedBy', 'component:default/pricing']);
    expect(listNeighbours(cart, [prices]).needs[0].services).toEqual(['component:default/pricing']);
  });

  it('is said not to be known where the catalog has no such entity', () => {
    expect(listNeighbours(cart, []).needs.map(({ name, known }) => [name, known])).toEqual([
      ['prices', false],
      ['redis', false],
    ]);
  });
});
