import { RunningVersion, Target } from '@slipway/plugin-delivery-common';
import { groupBy, sumBy } from 'lodash';

const ROLES: ReadonlyArray<RunningVersion['role']> = ['stable', 'canary', 'preview'];

/** What the pods of some targets run side by side, alike versions added up; undefined while each of them runs one version. */
export function runningSideBySide(targets: ReadonlyArray<Pick<Target, 'running'>>): RunningVersion[] | undefined {
  const moving = targets.filter(({ running = [] }) => running.length > 1);
  if (moving.length === 0) {
    return undefined;
  }
  const all = moving.flatMap(({ running = [] }) => running);
  const alike = Object.values(groupBy(all, ({ role, version }) => `${role} ${version.name ?? ''}`));
  return alike
    .map(([first, ...others]) => ({
      ...first,
      pods: first.pods + sumBy(others, 'pods'),
      ready: first.ready + sumBy(others, 'ready'),
      weight: others.every(({ weight }) => weight === first.weight) ? first.weight : null,
    }))
    .sort((a, b) => ROLES.indexOf(a.role) - ROLES.indexOf(b.role));
}

/** "2 of 3 on v1.4", of the pods that serve in a rolling update; null where traffic is shared out by weight, or all serve one version. */
export function spreadOfPods(running: readonly RunningVersion[]): string | null {
  const serving = running.filter(({ role, weight }) => role === 'stable' || (role === 'canary' && weight === null));
  const stable = serving.filter(({ role }) => role === 'stable');
  const [first] = stable;
  if (stable.length !== 1 || first.version.name === null || serving.every(({ version }) => version.name === first.version.name)) {
    return null;
  }
  return `${first.pods} of ${sumBy(serving, 'pods')} on ${first.version.name}`;
}
