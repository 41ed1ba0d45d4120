import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { describeTemplate, Installation } from './describeTemplate';

/** Tells the catalog of the templates that come with Slipway, each as it fits the installation. */
export class TemplateProvider implements EntityProvider {
  constructor(
    private readonly folder: string | undefined,
    private readonly installation: Installation,
  ) {}

  getProviderName() {
    return 'slipway-templates';
  }

  async connect(connection: EntityProviderConnection) {
    const files = this.folder === undefined ? [] : (await readdir(this.folder)).map(name => join(this.folder!, name, 'template.yaml'));
    const entities = await Promise.all(
      files.map(async file => ({
        entity: describeTemplate(file, await readFile(file, 'utf8'), this.installation),
        locationKey: 'slipway-templates',
      })),
    );
    await connection.applyMutation({ type: 'full', entities });
  }
}
