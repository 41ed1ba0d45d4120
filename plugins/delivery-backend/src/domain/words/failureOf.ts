import { ApplicationResource } from '@slipway/plugin-delivery-common';

/** Why an operation failed, in words: its message, then the resources that failed. */
export function failureOf({ message, failedResources }: { message?: string; failedResources: readonly ApplicationResource[] }): string {
  // Argo CD's message mostly holds what it says of each resource; then only their names are added.
  const told = failedResources.filter(item => item.message && message?.includes(item.message.trim()));
  const untold = failedResources.filter(item => !told.includes(item));
  const parts = [message && sentence(message), told.length && sentence(`Failed: ${namesOf(told)}`), describeResources(untold)].filter(
    Boolean,
  );
  if (parts.length > 0) {
    return parts.join(' ');
  }
  return 'The sync failed, and Argo CD gives no message.';
}

/** Resources with what is wrong with each, at most three in full; undefined when there are none. */
export function describeResources(resources: readonly ApplicationResource[]): string | undefined {
  if (resources.length === 0) {
    return undefined;
  }
  const named = resources
    .slice(0, 3)
    .map(item =>
      item.message
        ? `${resourceName(item)}: ${item.message.trim().replace(/\.$/, '')}`
        : `${resourceName(item)}${item.health ? ` is ${item.health}` : ' failed'}`,
    );
  const more = resources.length - named.length;
  return sentence(`${named.join('; ')}${more > 0 ? `; and ${more} more` : ''}`);
}

function namesOf(resources: readonly ApplicationResource[]): string {
  const names = resources.slice(0, 3).map(resourceName);
  const more = resources.length - names.length;
  return `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

/** How people read a resource: `Deployment shop/cart`. */
export function resourceName({ kind, namespace, name }: Pick<ApplicationResource, 'kind' | 'namespace' | 'name'>): string {
  return `${kind} ${namespace ? `${namespace}/` : ''}${name}`;
}

/** The text with one full stop at its end. */
export function sentence(text: string): string {
  const trimmed = text.trim();
  return /[.:!?]$/.test(trimmed) ? trimmed : `${trimmed}.`;
}
