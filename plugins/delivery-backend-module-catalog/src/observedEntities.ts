import { CATALOG_FILTER_EXISTS, EntityFilterQuery } from '@backstage/catalog-client';
import { Entity } from '@backstage/catalog-model';

const KINDS = ['component', 'resource', 'api', 'system', 'user'];

/** Annotations by which an entity of any kind claims applications. */
const CLAIMS = ['argocd/app-name', 'argocd/app-selector', 'backstage.io/kubernetes-id'];

const OTHER_BINDINGS = [
  'argocd/app-namespace',
  'argocd/instance-name',
  'backstage.io/source-location',
  'github.com/project-slug',
  'gitlab.com/project-slug',
  // By which the authors of commits are found among the users.
  'github.com/user-login',
  'gitlab.com/user-login',
];

const BINDINGS = new Set([...CLAIMS, ...OTHER_BINDINGS]);

/** True for the annotations that the record keeps. */
export function isBindingAnnotation(key: string): boolean {
  return BINDINGS.has(key) || key.startsWith('slipway.dev/');
}

/** The entities that the record observes, as the catalog filters them: the kinds that run or group services, users, and whatever claims one. */
export const OBSERVED_ENTITIES: EntityFilterQuery = [
  { kind: KINDS },
  ...CLAIMS.map(key => ({ [`metadata.annotations.${key}`]: CATALOG_FILTER_EXISTS })),
];

/** The same for one entity. */
export function isObserved(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return KINDS.includes(entity.kind.toLowerCase()) || CLAIMS.some(key => key in annotations);
}

/** What is read of an entity; the rest of it may be large and is never used. */
export const OBSERVED_FIELDS = [
  'kind',
  'metadata.namespace',
  'metadata.name',
  'metadata.title',
  'metadata.tags',
  'metadata.annotations',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.system',
  'spec.profile',
  'relations',
];
