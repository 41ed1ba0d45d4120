import { Entity } from '@backstage/catalog-model';

const BINDINGS = ['argocd/app-name', 'argocd/app-selector', 'backstage.io/kubernetes-id', 'slipway.dev/repository', 'slipway.dev/paths'];

/** Whether an entity may have deployments: a component may, any other kind where one of its annotations says so. */
export function isDelivered(entity: Entity): boolean {
  const annotations = entity.metadata.annotations ?? {};
  return entity.kind.toLocaleLowerCase('en-US') === 'component' || BINDINGS.some(name => annotations[name] !== undefined);
}
