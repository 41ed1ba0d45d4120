import { Deployment, ServiceRow } from '@slipway/plugin-delivery-common';
import { VERSION_IMAGE } from '../applications/describeApplication';
import { compareStrings } from '../compareObservations';
import { environmentOf } from '../environments/environmentOf';
import { latestOf, millisOf } from '../instants';
import { RuleSettings, ServiceInput, ServiceProjection } from '../model';
import { renameVersion } from '../versions/versionOf';
import { catalogInfoOf } from './catalogInfoOf';
import { cellOf, publicCell } from './cellOf';
import { nameOfRef, namingOf, targetsOf } from './targetsOf';

const DEPLOYMENTS_SHOWN = 50;

/** The row of a service or of a group of unclaimed applications, with everything behind it. */
export function projectService(input: ServiceInput, settings: RuleSettings): ServiceProjection {
  const targets = targetsOf(input, settings);
  const placed = (environment: string | null) => targets.filter(item => item.environment === environment);
  const cells = settings.environments.map(rule => cellOf(rule.name, rule, placed(rule.name)));
  if (placed(null).length > 0) {
    cells.push(cellOf(null, undefined, placed(null)));
  }
  const deployments = deploymentsOf(input, settings);
  const { entity, unclaimed } = input;
  const row: ServiceRow = {
    ref: input.ref,
    name: unclaimed?.name ?? nameOfRef(input.ref),
    title: entity?.title ?? null,
    claimed: !unclaimed,
    owner: entity?.owner ?? null,
    system: entity?.system ?? null,
    tags: entity?.tags ?? [],
    lastDeployedAt: latestOf(...deployments.map(item => item.startedAt)),
    cells: cells.map(publicCell),
  };
  return {
    row,
    cells,
    targets,
    deployments: deployments.slice(0, DEPLOYMENTS_SHOWN),
    catalogInfo: unclaimed ? catalogInfoOf(unclaimed, targets) : null,
    whyHere: unclaimed?.why ?? null,
    sources: [...new Set(cells.flatMap(cell => cell.sources))].sort(compareStrings),
  };
}

/** False for a group of unclaimed applications that are all gone: there is nothing left to claim. */
export function isShown({ unclaimed, applications }: Pick<ServiceInput, 'unclaimed' | 'applications'>): boolean {
  return !unclaimed || applications.some(item => !item.projection.facts.gone);
}

/** All deployments of a service's applications, newest first. */
function deploymentsOf(input: ServiceInput, settings: RuleSettings): Deployment[] {
  return input.applications
    .flatMap(({ projection }) => {
      const { facts } = projection;
      const environment = environmentOf(facts, settings);
      const naming = namingOf(input, facts.annotations[VERSION_IMAGE]);
      return projection.deployments.map(item => ({
        ...item,
        environment,
        version: renameVersion(item.version, naming),
      }));
    })
    .sort((a, b) => (millisOf(b.startedAt) ?? 0) - (millisOf(a.startedAt) ?? 0) || compareStrings(a.id, b.id));
}
