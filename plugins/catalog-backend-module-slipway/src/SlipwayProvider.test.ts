import { componentEntityV1alpha1Validator, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityProviderMutation } from '@backstage/plugin-catalog-node';
import { describeSlipway, SlipwayProvider } from './SlipwayProvider';

async function told(folder: string | undefined) {
  const mutations = new Array<EntityProviderMutation>();
  await new SlipwayProvider(folder).connect({ applyMutation: async mutation => void mutations.push(mutation), refresh: async () => {} });
  return mutations.map(mutation => (mutation.type === 'full' ? mutation.entities.map(({ entity }) => stringifyEntityRef(entity)) : []));
}

describe('Slipway in its own catalog', () => {
  it('is listed where its folder is known, and not where it is not', async () => {
    expect(await told('/opt/slipway')).toEqual([['component:default/slipway']]);
    expect(await told(undefined)).toEqual([[]]);
  });

  it('is a component as the catalog wants it, with its docs beside its mkdocs.yml', async () => {
    const entity = describeSlipway('/opt/slipway');
    expect(await componentEntityV1alpha1Validator.check(entity)).toBe(true);
    expect(entity.metadata.annotations).toMatchObject({
      'backstage.io/managed-by-location': 'file:/opt/slipway/mkdocs.yml',
      'backstage.io/techdocs-ref': 'dir:.',
    });
  });
});
