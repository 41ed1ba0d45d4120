import { Members, textOf } from '@slipway/plugin-delivery-node';
import { HostRepository } from './GitHost';

/** A repository as both hosts list it; undefined where a name is missing. */
export function repositoryOfList(item: Members, changedAt: unknown): HostRepository | undefined {
  const path = textOf(item.full_name);
  const defaultBranch = textOf(item.default_branch);
  return path === undefined || defaultBranch === undefined ? undefined : { path, defaultBranch, changedAt: textOf(changedAt) ?? '' };
}
