import { Target } from '@slipway/plugin-delivery-common';
import { VERSION_IMAGE } from '../applications/describeApplication';
import { compareStrings } from '../compareObservations';
import { clusterOf } from '../environments/clusterOf';
import { environmentOf } from '../environments/environmentOf';
import { ApplicationProjection, RuleSettings, ServiceInput, WorkloadConflict } from '../model';
import { firstImage, VersionNaming } from '../versions/versionName';
import { renameVersion } from '../versions/versionOf';
import { resourceName } from '../words/failureOf';
import { linkedWord } from '../words/linkedWord';
import { compareConflicts } from './findConflicts';

/** A target with the environment that the rules map it to. */
export type PlacedTarget = Target & { environment: string | null };

/** The naming of a service's versions: its own annotation, else its applications'. */
export function namingOf({ entity, unclaimed, ref, images }: ServiceInput, versionImage: string | undefined): VersionNaming {
  return {
    serviceName: unclaimed?.name ?? nameOfRef(ref),
    versionImage: entity?.annotations[VERSION_IMAGE] ?? versionImage,
    labelOf: images.labelOf,
  };
}

/** The name in an entity ref. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** A service's applications as targets, ordered by cluster, namespace and name. What is gone counts only where nothing else is, and once by name. */
export function targetsOf(input: ServiceInput, settings: RuleSettings): PlacedTarget[] {
  const goneSubjects = new Set(input.applications.filter(item => item.projection.facts.gone).map(item => item.projection.subject));
  const targets = input.applications.map(application => targetOf(input, application, settings)).sort(compareTargets);
  const isGone = (target: PlacedTarget) => goneSubjects.has(target.subject!);
  return targets.filter(
    (target, index) =>
      !isGone(target) ||
      !targets.some(
        (other, otherIndex) =>
          other.environment === target.environment && (!isGone(other) || (otherIndex < index && placeOf(other) === placeOf(target))),
      ),
  );
}

function placeOf({ instance, applicationNamespace, application }: PlacedTarget): string {
  return `${instance}/${applicationNamespace}/${application}`;
}

function targetOf(
  input: ServiceInput,
  { projection, boundBy, alsoClaimedBy }: ServiceInput['applications'][number],
  settings: RuleSettings,
): PlacedTarget {
  const { facts, subject } = projection;
  const naming = namingOf(input, facts.annotations[VERSION_IMAGE]);
  const conflicts = input.conflicts.filter(item => item.application === subject).sort(compareConflicts);
  const { desired, running = [] } = projection;
  const { word, why } = conflicts.length
    ? { word: 'Conflict' as const, why: whyConflict(facts.name, conflicts) }
    : linkedWord(projection, linksOf(input, projection, naming));
  const address = settings.argocdUrls[facts.instance];
  return {
    environment: environmentOf(facts, settings),
    application: facts.name,
    applicationNamespace: facts.namespace,
    subject,
    instance: facts.instance,
    project: facts.project,
    cluster: clusterOf(facts, settings),
    namespace: facts.destination.namespace ?? '',
    word,
    why,
    sync: facts.sync,
    health: facts.health,
    version: renameVersion(projection.version, naming),
    running: running.map(item => ({ ...item, version: renameVersion(item.version, naming) })),
    ...(desired ? { desired: renameVersion(desired, naming) } : {}),
    autoSync: facts.autoSync,
    stateSince: conflicts.length ? null : projection.stateSince,
    versionSince: projection.versionSince,
    argocdUrl: address ? `${address.replace(/\/+$/, '')}/applications/${facts.namespace}/${facts.name}` : null,
    boundBy,
    alsoClaimedBy,
    source: projection.source,
    seenAt: projection.seenAt,
  };
}

// The image that the version is named after comes first: its reason is the one to read.
function linksOf({ images: { linkOf } }: ServiceInput, { version: { images = [] } }: ApplicationProjection, naming: VersionNaming) {
  const first = firstImage(images, naming);
  return [...images].sort((a, b) => Number(b === first) - Number(a === first)).flatMap(image => linkOf(image) ?? []);
}

function whyConflict(name: string, conflicts: WorkloadConflict[]): string {
  const [{ workload, other }] = conflicts;
  const more = new Set(conflicts.map(item => `${item.workload.kind} ${item.workload.name}`)).size - 1;
  return `${resourceName(workload)}${more > 0 ? ` and ${more} more` : ''} is managed by '${name}' and by '${other.instance}/${other.namespace}/${other.name}': remove it from one of them.`;
}

function compareTargets(a: PlacedTarget, b: PlacedTarget): number {
  return (
    compareStrings(a.cluster, b.cluster) ||
    compareStrings(a.namespace, b.namespace) ||
    compareStrings(a.application, b.application) ||
    compareStrings(a.subject ?? '', b.subject ?? '')
  );
}
