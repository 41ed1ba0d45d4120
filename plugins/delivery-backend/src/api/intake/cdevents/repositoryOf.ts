import { hostAndPath } from '../../../domain/repositories/addressOf';
import { isObject } from '../members';

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
