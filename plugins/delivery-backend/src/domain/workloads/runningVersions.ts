import { RunningVersion, Version, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { groupBy, sumBy } from 'lodash';
import { RevisionRun, workloadRun } from './workloadRun';

/**
 * What the workloads of an application run side by side: the stable version first, then what is on its way. Where only some of several
 * workloads change over, a version beside the stable one is made of theirs and of what the others run.
 */
export function runningVersions(workloads: readonly WorkloadFacts[], stable: Version): RunningVersion[] {
  const runs = workloads.map(workloadRun);
  const known = runs.flatMap(run => (run.known ? [run] : []));
  if (known.length < runs.length) {
    return [];
  }
  const moving = known.filter(({ beside }) => beside.length > 0);
  const serving = (moving.length > 0 ? moving : known).flatMap(run => run.stable ?? []);
  const steps = moving.flatMap(run => run.beside.map((own, index) => ({ run, own, key: `${index} ${own.role}` })));
  const beside = Object.entries(groupBy(steps, 'key'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, parts]) => {
      const others = known.filter(run => !parts.some(part => part.run === run)).flatMap(run => run.stable?.images ?? []);
      const images = [...new Set([...parts.flatMap(({ own }) => own.images), ...others])].sort();
      return told(
        { name: null, images, basis: 'pods' },
        parts.map(part => part.own),
      );
    });
  return [...(serving.length > 0 ? [told(stable, serving)] : []), ...beside];
}

function told(version: Version, runs: RevisionRun[]): RunningVersion {
  const [{ role, weight }] = runs;
  return {
    version,
    pods: sumBy(runs, 'pods'),
    ready: sumBy(runs, 'ready'),
    weight: runs.every(run => run.weight === weight) ? weight : null,
    role,
  };
}
