import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { LoggerService } from '@backstage/backend-plugin-api';
import { ANNOTATION_LOCATION, ANNOTATION_ORIGIN_LOCATION, Entity } from '@backstage/catalog-model';
import { EntityProvider, EntityProviderConnection } from '@backstage/plugin-catalog-node';
import { parseAllDocuments } from 'yaml';
import { git } from '../git/BareRepository';
import { Repositories } from '../git/Repositories';

/** What a repository may bring into the catalog. */
const KINDS = ['Component', 'API', 'Resource'];

/** Tells the catalog of the services that somebody made from a template, as their repositories say them on main. */
export class MadeServices implements EntityProvider {
  private readonly repositories: Repositories;
  private readonly read = new Map<string, { head: string; entities: Entity[] }>();
  private connection: EntityProviderConnection | undefined;
  private told: string | undefined;

  constructor(
    private readonly folder: string,
    private readonly logger: Pick<LoggerService, 'warn'>,
  ) {
    this.repositories = new Repositories(path.join(folder, 'git'));
  }

  getProviderName() {
    return 'demo-made-services';
  }

  async connect(connection: EntityProviderConnection) {
    this.connection = connection;
  }

  /** Reads what moved, and tells the catalog where that changes anything. */
  async look(): Promise<void> {
    const heads = new Array<string>();
    const made = await this.repositories.made();
    [...this.read.keys()].filter(name => !made.includes(name)).forEach(name => this.read.delete(name));
    for (const name of made) {
      const head = await this.repositories.of(name).head();
      if (head !== undefined) {
        heads.push(`${name} ${head}`);
        await this.readAt(name, head);
      }
    }
    const now = heads.join('\n');
    if (this.connection && this.told !== now) {
      const entities = [...this.read.values()].flatMap(service => service.entities);
      await this.connection.applyMutation({
        type: 'full',
        entities: entities.map(entity => ({ entity, locationKey: this.getProviderName() })),
      });
      this.told = now;
    }
  }

  private async readAt(name: string, head: string): Promise<void> {
    if (this.read.get(name)?.head === head) {
      return;
    }
    // Docs are built from the files that stand beside it.
    const files = path.join(this.folder, 'services', name);
    await rm(files, { recursive: true, force: true });
    await mkdir(path.dirname(files), { recursive: true });
    await git(path.dirname(files), ['clone', '--quiet', '--depth', '1', `file://${this.repositories.of(name).folder}`, files]);
    const entities = await entitiesOf(path.join(files, 'catalog-info.yaml')).catch(error => {
      this.logger.warn(`The catalog-info.yaml of ${name} cannot be read: ${error instanceof Error ? error.message : error}`);
      return [];
    });
    this.read.set(name, { head, entities });
  }
}

async function entitiesOf(file: string): Promise<Entity[]> {
  const location = `file:${file}`;
  const documents = parseAllDocuments(await readFile(file, 'utf8'));
  const broken = documents.flatMap(({ errors }) => errors)[0];
  if (broken) {
    throw broken;
  }
  return documents
    .map(document => document.toJS())
    .filter(entity => KINDS.includes(entity?.kind) && entity.metadata)
    .map(entity => ({
      ...entity,
      metadata: {
        ...entity.metadata,
        annotations: { ...entity.metadata.annotations, [ANNOTATION_LOCATION]: location, [ANNOTATION_ORIGIN_LOCATION]: location },
      },
    }));
}
