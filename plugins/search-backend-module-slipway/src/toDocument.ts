import { Entity, isGroupEntity, isUserEntity, parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogCollatorEntityTransformer, defaultCatalogCollatorEntityTransformer } from '@backstage/plugin-search-backend-module-catalog';

/** An entity as it is found: also by its name, its tags and the name of its system; its owner as a whole ref, so that one's own are told. */
export const toDocument: CatalogCollatorEntityTransformer = entity => {
  const document = defaultCatalogCollatorEntityTransformer(entity);
  return {
    ...document,
    title: titleOf(entity),
    text: [document.text, ...(entity.metadata.tags ?? []), systemOf(entity)].filter(Boolean).join(' · '),
    owner: ownerOf(entity),
    name: entity.metadata.name,
  };
};

function titleOf(entity: Entity): string {
  const displayName = isUserEntity(entity) || isGroupEntity(entity) ? entity.spec?.profile?.displayName : undefined;
  return displayName ?? entity.metadata.title ?? entity.metadata.name;
}

function ownerOf(entity: Entity): string {
  const owner = entity.spec?.owner;
  return typeof owner === 'string' ? stringifyEntityRef(parseEntityRef(owner, { defaultKind: 'group', defaultNamespace: 'default' })) : '';
}

function systemOf(entity: Entity): string | undefined {
  const system = entity.spec?.system;
  return typeof system === 'string' ? parseEntityRef(system, { defaultKind: 'system' }).name : undefined;
}
