import { ApplicationResource } from '@slipway/plugin-delivery-common';
import { Members, itemsOf, membersOf, messageOf, textOf } from '@slipway/plugin-delivery-node';

const WORKLOAD_KINDS = new Set([
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'batch/Job',
  'batch/CronJob',
  'argoproj.io/Rollout',
]);

const FAILING_HEALTH = new Set(['Degraded', 'Missing']);
const FAILED_HOOK_PHASES = new Set(['Failed', 'Error']);

/** The workloads among `status.resources`, by identity alone: their health moves on every rollout, and pods tell it better. */
export function workloadsOf(resources: unknown): ApplicationResource[] {
  return sorted(
    itemsOf(resources).flatMap(item => {
      const resource = membersOf(item);
      const { group, kind, hook } = resource;
      const known = typeof group === 'string' && typeof kind === 'string' && WORKLOAD_KINDS.has(`${group}/${kind}`);
      return known && hook !== true ? [identityOf(resource)] : [];
    }),
  );
}

/** What Argo CD calls Degraded or Missing, where it persists the health of resources. */
export function failingResourcesOf(resources: unknown): ApplicationResource[] {
  return sorted(
    itemsOf(resources).flatMap(item => {
      const resource = membersOf(item);
      const health = textOf(membersOf(resource.health).status);
      return health !== undefined && FAILING_HEALTH.has(health)
        ? [
            {
              ...identityOf(resource),
              health,
              ...optionalMessage(membersOf(resource.health).message),
            },
          ]
        : [];
    }),
  );
}

/** Entries of `syncResult.resources` that did not apply, hooks among them. */
export function failedResourcesOf(results: unknown): ApplicationResource[] {
  return sorted(
    itemsOf(results).flatMap(item => {
      const result = membersOf(item);
      const failed = result.status === 'SyncFailed' || FAILED_HOOK_PHASES.has(textOf(result.hookPhase) ?? '');
      return failed ? [{ ...identityOf(result), ...optionalMessage(result.message) }] : [];
    }),
  );
}

/** The images that a sync applied, where Argo CD publishes any: hooks do not stay and pruned resources are gone. */
export function appliedImagesOf(results: unknown): string[] | undefined {
  const applied = itemsOf(results)
    .map(membersOf)
    .filter(({ hookType, status }) => textOf(hookType) === undefined && status !== 'Pruned');
  return applied.some(({ images }) => Array.isArray(images)) ? imagesOf(applied.flatMap(({ images }) => itemsOf(images))) : undefined;
}

/** Images as a sorted set. */
export function imagesOf(values: unknown): string[] {
  return [...new Set(itemsOf(values).flatMap(value => textOf(value) ?? []))].sort();
}

function identityOf(resource: Members): ApplicationResource {
  return {
    group: textOf(resource.group) ?? '',
    kind: textOf(resource.kind) ?? '',
    namespace: textOf(resource.namespace) ?? '',
    name: textOf(resource.name) ?? '',
  };
}

function optionalMessage(value: unknown): { message?: string } {
  const message = messageOf(value);
  return message === undefined ? {} : { message };
}

function sorted(resources: ApplicationResource[]): ApplicationResource[] {
  const key = ({ group, kind, namespace, name }: ApplicationResource) => [group, kind, namespace, name].join('\n');
  return resources.sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === right) {
      return 0;
    }
    return left < right ? -1 : 1;
  });
}
