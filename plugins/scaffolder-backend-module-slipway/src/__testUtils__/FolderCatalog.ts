import { ConflictError } from '@backstage/errors';
import { Entity, parseEntityRef } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { parse } from 'yaml';
import { FolderHost } from '../host/FolderHost';

/** A catalog that has its templates, and the component of each repository of a folder whose catalog-info.yaml says so. */
export class FolderCatalog implements Pick<CatalogService, 'getEntityByRef' | 'addLocation'> {
  readonly locations = new Array<string>();
  /** Thrown by the next question for a component that is there, as when the catalog goes away. */
  fault: Error | undefined;

  constructor(
    private readonly host: FolderHost,
    private readonly entities: readonly Entity[],
  ) {}

  async getEntityByRef(ref: Parameters<CatalogService['getEntityByRef']>[0]): Promise<Entity | undefined> {
    const { kind, name } = typeof ref === 'string' ? parseEntityRef(ref) : ref;
    const told = this.entities.find(entity => entity.kind.toLowerCase() === kind.toLowerCase() && entity.metadata.name === name);
    const text = told ? undefined : await this.host.read(name, 'catalog-info.yaml');
    if (text !== undefined && this.fault) {
      const { fault } = this;
      this.fault = undefined;
      throw fault;
    }
    return told ?? (text === undefined ? undefined : parse(text));
  }

  async addLocation({ target }: { target: string }) {
    if (this.locations.includes(target)) {
      throw new ConflictError(`Location url:${target} already exists`);
    }
    this.locations.push(target);
    return { location: { id: target, type: 'url', target, entityRef: '' }, entities: [] };
  }
}
