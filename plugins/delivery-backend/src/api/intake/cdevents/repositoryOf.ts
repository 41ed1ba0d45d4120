import { isObject } from '../members';

/** An address without scheme, user and `.git`, as repositories are named in the record. */
export function addressOf(address: string): string {
  return address
    .replace(/^[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^@/]+@([^:/]+):(?!\d+\/)/, '$1/')
    .replace(/^[^@/]+@/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}

/** An address as `host/path`; undefined for a name that says no host. */
export function hostAndPath(address: string): string | undefined {
  const bare = addressOf(address);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\/\S+$/i.test(bare) ? bare : undefined;
}

/** The repository that a CDEvents reference `{ id, source }` names, as `host/path`, where it says enough. */
export function repositoryOf(reference: unknown): string | undefined {
  if (!isObject(reference) || typeof reference.id !== 'string') {
    return undefined;
  }
  const alone = hostAndPath(reference.id);
  if (alone || typeof reference.source !== 'string') {
    return alone;
  }
  return hostAndPath(`${reference.source.replace(/\/+$/, '')}/${reference.id}`);
}
