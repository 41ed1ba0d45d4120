import { EntityFacts } from '@slipway/plugin-delivery-common';
import { EntityClaim } from '../model';

const APP_NAME = 'argocd/app-name';
const APP_SELECTOR = 'argocd/app-selector';
const APP_NAMESPACE = 'argocd/app-namespace';
const INSTANCE_NAME = 'argocd/instance-name';
const KUBERNETES_ID = 'backstage.io/kubernetes-id';

/** How an entity claims applications, strongest first; nothing when it is gone or carries no binding annotation. */
export function claimsOf(entity: EntityFacts): EntityClaim[] {
  if (entity.gone) {
    return [];
  }
  const { ref, annotations } = entity;
  const instances = listOf(annotations[INSTANCE_NAME]);
  const namespace = annotations[APP_NAMESPACE]?.trim() || undefined;
  const scopes = (instances.length ? instances : [undefined]).map(instance => ({
    ...(instance === undefined ? {} : { instance }),
    ...(namespace === undefined ? {} : { namespace }),
  }));
  const claims = new Array<EntityClaim>();
  for (const scope of scopes) {
    for (const name of listOf(annotations[APP_NAME])) {
      claims.push({ ref, by: 'app-name', name, ...scope });
    }
  }
  const selector = selectorOf(annotations[APP_SELECTOR]);
  if (selector) {
    for (const scope of scopes) {
      claims.push({ ref, by: 'app-selector', selector, ...scope });
    }
  }
  const id = annotations[KUBERNETES_ID]?.trim();
  if (id) {
    claims.push({
      ref,
      by: 'kubernetes-id',
      selector: { [KUBERNETES_ID]: id },
    });
  }
  return claims;
}

function listOf(value: string | undefined): string[] {
  return (value ?? '')
    .split(',')
    .map(item => item.trim())
    .filter(Boolean);
}

// Only equality is read: a selector with another operator claims nothing rather than too much.
function selectorOf(value: string | undefined): Record<string, string> | undefined {
  const pairs = listOf(value).map(item => item.split(/==?/).map(part => part.trim()));
  return pairs.length > 0 && pairs.every(pair => pair.length === 2 && /^[\w./-]+$/.test(pair[0]) && /^[\w.-]*$/.test(pair[1]))
    ? Object.fromEntries(pairs)
    : undefined;
}
