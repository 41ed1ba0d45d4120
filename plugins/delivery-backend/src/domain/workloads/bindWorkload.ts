import { ApplicationFacts, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { clusterOf } from '../environments/clusterOf';
import { managedWorkloads } from '../fleet/findConflicts';
import { RuleSettings } from '../model';

/** How a workload came to belong where it is shown. */
export type WorkloadBoundBy = 'tracking-id' | 'resources' | 'kubernetes-id';

/** The names of the applications that a workload says it belongs to; Helm writes such a label as well, so it is a hint only. */
export function namedApplications({ trackingId, instanceLabel }: Pick<WorkloadFacts, 'trackingId' | 'instanceLabel'>): string[] {
  const names = [trackingId?.split(':')[0], instanceLabel].flatMap(name => (name === undefined ? [] : [withoutNamespace(name).name]));
  return [...new Set(names)];
}

/**
 * How an application has a workload: by its tracking id, else by its own list of resources. Both must speak of one cluster: joined in the
 * configuration or named alike, else only where no other application has that name.
 */
export function bindWorkload(
  workload: WorkloadFacts,
  application: ApplicationFacts,
  settings: Pick<RuleSettings, 'clusters'>,
  hasNamesakes: boolean,
): WorkloadBoundBy | undefined {
  const same = isSameCluster(workload, application, settings);
  if (application.gone || same === false) {
    return undefined;
  }
  const tracked = trackedName(workload);
  if (tracked !== undefined) {
    return isNamed(application, tracked) && (same || !hasNamesakes) ? 'tracking-id' : undefined;
  }
  const labelled = workload.instanceLabel !== undefined && isNamed(application, workload.instanceLabel);
  const trusted = same || (labelled && !hasNamesakes);
  return trusted && manages(application, workload, settings) ? 'resources' : undefined;
}

/** The clusters of Kubernetes connections in which an application's workloads may stand, as far as names tell. */
export function kubernetesClustersOf(application: ApplicationFacts, settings: Pick<RuleSettings, 'clusters'>): string[] {
  const joined = settings.clusters.find(({ name }) => name === clusterOf(application, settings))?.kubernetes;
  return [joined, application.destination.name].filter(name => name !== undefined);
}

function isSameCluster(
  workload: WorkloadFacts,
  application: ApplicationFacts,
  settings: Pick<RuleSettings, 'clusters'>,
): boolean | undefined {
  const cluster = clusterOf(application, settings);
  const rule = settings.clusters.find(({ kubernetes }) => kubernetes === workload.cluster);
  if (rule) {
    // Several of Argo CD's clusters may be one: a rule for each names the same connection.
    return settings.clusters.some(({ name, kubernetes }) => name === cluster && kubernetes === workload.cluster);
  }
  if (settings.clusters.some(({ name, kubernetes }) => name === cluster && kubernetes !== undefined)) {
    return false;
  }
  return application.destination.name === workload.cluster ? true : undefined;
}

// A copy carries the tracking id of what it was copied from: a Job that of its CronJob. It says whose it is only where it names itself.
function trackedName({ trackingId, group, kind, namespace, name }: WorkloadFacts): string | undefined {
  const [application, type, place] = trackingId?.split(':') ?? [];
  return type === `${group}/${kind}` && place === `${namespace}/${name}` ? application : undefined;
}

function isNamed({ namespace, name }: ApplicationFacts, text: string): boolean {
  const named = withoutNamespace(text);
  return named.name === name && (named.namespace === undefined || named.namespace === namespace);
}

// Argo CD puts the namespace before the name of an application that does not stand beside it; neither can hold an underscore.
function withoutNamespace(text: string): { namespace?: string; name: string } {
  const at = text.indexOf('_');
  return at < 0 ? { name: text } : { namespace: text.slice(0, at), name: text.slice(at + 1) };
}

function manages(application: ApplicationFacts, { group, kind, namespace, name }: WorkloadFacts, settings: Pick<RuleSettings, 'clusters'>) {
  return managedWorkloads(application, settings).some(
    ({ workload }) => workload.group === group && workload.kind === kind && workload.namespace === namespace && workload.name === name,
  );
}
