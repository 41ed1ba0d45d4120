import { Entity, parseEntityRef, RELATION_OWNED_BY, RELATION_PART_OF, stringifyEntityRef } from '@backstage/catalog-model';
import { EntityFacts } from '@slipway/plugin-delivery-common';
import { hashFacts, membersOf } from '@slipway/plugin-delivery-node';
import { isBindingAnnotation } from './observedEntities';

/** What of a catalog entity the record keeps. Unknown stays absent. */
export function entityFacts(entity: Entity): EntityFacts {
  const { metadata, spec } = entity;
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => isBindingAnnotation(key));
  return {
    ref: stringifyEntityRef(entity),
    title: metadata.title,
    owner: related(entity, RELATION_OWNED_BY) ?? named(entity, spec?.owner, 'group'),
    system: related(entity, RELATION_PART_OF, 'system') ?? named(entity, spec?.system, 'system'),
    ...(entity.kind.toLowerCase() === 'user' && { email: text(membersOf(spec?.profile).email)?.toLowerCase() }),
    type: text(spec?.type),
    lifecycle: text(spec?.lifecycle),
    tags: [...(metadata.tags ?? [])].sort(),
    annotations: Object.fromEntries(annotations),
  };
}

/** A hash of what an entity says of itself: alike while it is processed, when it has no relations yet, and when it is read. */
export function ownHash(entity: Entity): string {
  return hashFacts(entityFacts({ ...entity, relations: undefined }));
}

function related(entity: Entity, type: string, kind?: string): string | undefined {
  const relation = entity.relations?.find(item => item.type === type && (!kind || item.targetRef.startsWith(`${kind}:`)));
  return relation?.targetRef.toLowerCase();
}

function named(entity: Entity, value: unknown, defaultKind: string): string | undefined {
  const name = text(value);
  // The catalog's own form of a ref; anything else is a name that nobody can be meant by, so it stays unknown.
  if (name === undefined || !/^([\w.-]+:)?([\w.-]+\/)?[\w.-]+$/.test(name)) {
    return undefined;
  }
  const defaultNamespace = entity.metadata.namespace;
  return stringifyEntityRef(parseEntityRef(name, { defaultKind, defaultNamespace }));
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
