import { Entity } from '@backstage/catalog-model';
import { entityFacts, ownHash } from './entityFacts';

it('keeps the address of a user, in lower case', () => {
  const user = {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name: 'ada' },
    spec: { profile: { email: 'Ada@Example.com' } },
  };
  expect(entityFacts(user)).toEqual({ ref: 'user:default/ada', email: 'ada@example.com', tags: [], annotations: {} });
});

function component(overrides: { metadata?: object; spec?: Entity['spec']; relations?: Entity['relations'] }): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: { name: 'Checkout', ...overrides.metadata },
    spec: overrides.spec,
    relations: overrides.relations,
  };
}

const BARE = { ref: 'component:default/checkout', tags: [], annotations: {} };

describe('the facts of an entity', () => {
  it.each<[string, Parameters<typeof component>[0], object]>([
    ['leave out what the entity does not say', {}, BARE],
    ['name it by namespace, in lower case', { metadata: { namespace: 'Shop' } }, { ...BARE, ref: 'component:shop/checkout' }],
    [
      'keep title, type, lifecycle and tags in a fixed order',
      { metadata: { title: 'The checkout', tags: ['go', 'b2c'] }, spec: { type: 'service', lifecycle: 'production' } },
      { ...BARE, title: 'The checkout', type: 'service', lifecycle: 'production', tags: ['b2c', 'go'] },
    ],
    [
      'keep annotations that bind, and no others',
      {
        metadata: {
          annotations: {
            'argocd/app-name': 'checkout',
            'argocd/app-namespace': 'team-a',
            'slipway.dev/version-image': 'shop/checkout',
            'backstage.io/view-url': 'https://example.com',
          },
        },
      },
      {
        ...BARE,
        annotations: {
          'argocd/app-name': 'checkout',
          'argocd/app-namespace': 'team-a',
          'slipway.dev/version-image': 'shop/checkout',
        },
      },
    ],
    [
      "take owner and system from the spec, in the entity's namespace",
      { metadata: { namespace: 'shop' }, spec: { owner: 'Payments', system: 'store' } },
      { ...BARE, ref: 'component:shop/checkout', owner: 'group:shop/payments', system: 'system:shop/store' },
    ],
    ['take the full ref of an owner as it is', { spec: { owner: 'user:People/Ada' } }, { ...BARE, owner: 'user:people/ada' }],
    ['leave an owner unknown that is no name', { spec: { owner: 'the people / of: payments' } }, BARE],
    ['leave an owner unknown that is no text', { spec: { owner: 7, type: ['service'] } }, BARE],
    [
      'prefer the relations to the spec',
      {
        spec: { owner: 'payments', system: 'store' },
        relations: [
          { type: 'partOf', targetRef: 'component:default/parent' },
          { type: 'partOf', targetRef: 'system:default/shop' },
          { type: 'ownedBy', targetRef: 'group:default/platform' },
        ],
      },
      { ...BARE, owner: 'group:default/platform', system: 'system:default/shop' },
    ],
  ])('%s', (_, overrides, expected) => {
    expect(entityFacts(component(overrides))).toEqual(expected);
  });

  it('have a hash of their own that relations do not change', () => {
    const spec = { owner: 'payments' };
    const relations = [{ type: 'ownedBy', targetRef: 'group:default/platform' }];
    expect(ownHash(component({ spec, relations }))).toBe(ownHash(component({ spec })));
    expect(ownHash(component({ spec: { owner: 'others' } }))).not.toBe(ownHash(component({ spec })));
  });
});
