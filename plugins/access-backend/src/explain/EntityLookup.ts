import { AuthService, BackstageCredentials, DiscoveryService } from '@backstage/backend-plugin-api';
import { Entity, parseEntityRef, RELATION_OWNED_BY, RELATION_PART_OF, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { createDeliveryClient } from '@slipway/plugin-delivery-common';
import { EntityFeatures } from '../domain/policy/model';

/** What rules look at of an entity, as far as the caller may see it. */
export class EntityLookup {
  constructor(private readonly options: { catalog: CatalogService; auth: AuthService; discovery: DiscoveryService }) {}

  async find(text: string, credentials: BackstageCredentials): Promise<EntityFeatures & { ref: string }> {
    const { catalog } = this.options;
    const ref = refOf(text);
    const entity = await catalog.getEntityByRef(ref, { credentials });
    if (!entity) {
      throw new NotFoundError(`There is no entity '${ref}', or it is not shown to you`);
    }
    const related = (type: string, kind = '') =>
      entity.relations?.find(item => item.type === type && item.targetRef.startsWith(kind))?.targetRef.toLowerCase() ?? null;
    return {
      ref: stringifyEntityRef(entity),
      kind: entity.kind.toLowerCase(),
      owner: related(RELATION_OWNED_BY),
      system: related(RELATION_PART_OF, 'system:'),
      tags: entity.metadata.tags ?? [],
      environments: await this.environmentsOf(entity, credentials),
    };
  }

  /** None where delivery shows the caller no service of that name. */
  private async environmentsOf(entity: Entity, credentials: BackstageCredentials): Promise<string[]> {
    const { auth, discovery } = this.options;
    const [baseUrl, { token }] = await Promise.all([
      discovery.getBaseUrl('delivery'),
      auth.getPluginRequestToken({ onBehalfOf: credentials, targetPluginId: 'delivery' }),
    ]);
    const client = createDeliveryClient({ baseUrl, fetch });
    const { data } = await client.GET('/services/{namespace}/{kind}/{name}', {
      params: { path: parseEntityRef(stringifyEntityRef(entity)) },
      headers: { authorization: `Bearer ${token}` },
    });
    return (data?.cells ?? []).filter(cell => cell.targets > 0).flatMap(cell => cell.environment ?? []);
  }
}

function refOf(text: string): string {
  try {
    return stringifyEntityRef(parseEntityRef(text, { defaultKind: 'component', defaultNamespace: 'default' }));
  } catch {
    throw new InputError(`'${text}' is no entity ref; write component:default/cart, or cart for short`);
  }
}
