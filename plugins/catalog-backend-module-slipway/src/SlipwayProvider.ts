import { ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { join } from 'node:path';

/** Slipway as an entity whose docs stand in a folder. */
export function describeSlipway(folder: string): Entity {
  const location = `file:${join(folder, 'mkdocs.yml')}`;
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'slipway',
      title: 'Slipway',
      description: 'This developer platform: what runs where, since when, from which commit',
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
        'backstage.io/techdocs-ref': 'dir:.',
      },
    },
    spec: { type: 'platform', lifecycle: 'production', owner: 'user:default/owner' },
  };
}

/** Tells the catalog of Slipway where its folder is known, and takes it away where it no longer is. */
export class SlipwayProvider implements EntityProvider {
  constructor(private readonly folder: string | undefined) {}

  getProviderName() {
    return 'slipway';
  }

  async connect(connection: EntityProviderConnection) {
    const entities = this.folder === undefined ? [] : [{ entity: describeSlipway(this.folder), locationKey: 'slipway' }];
    await connection.applyMutation({ type: 'full', entities });
  }
}
