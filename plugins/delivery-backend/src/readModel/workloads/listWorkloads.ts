import { ApplicationFacts, EntityFacts, Workload, WorkloadFacts, WorkloadList } from '@slipway/plugin-delivery-common';
import { countBy, groupBy, sortBy, uniq } from 'lodash';
import {
  DbFactsRow,
  selectActiveModel,
  selectBoundApplications,
  selectEntities,
  selectFactsByKey,
  selectNamesakes,
  selectSilentSources,
  Transaction,
} from '../../database';
import {
  ApplicationProjection,
  bindWorkload,
  claimsOf,
  compareStrings,
  environmentOf,
  factKey,
  kubernetesClustersOf,
  RuleSettings,
  WorkloadBoundBy,
} from '../../domain';
import { toWorkload } from './toWorkload';

/** A workload with the application that it belongs to. */
export interface BoundWorkload {
  row: DbFactsRow<WorkloadFacts>;
  application: ApplicationFacts | undefined;
  boundBy: WorkloadBoundBy;
}

/** What the watches hold of a service's workloads, which the caller has been found to see; nothing is asked of a cluster. */
export async function listWorkloads(tx: Transaction, ref: string, settings: RuleSettings): Promise<WorkloadList> {
  const model = await selectActiveModel(tx);
  if (model === undefined) {
    return { items: [] };
  }
  const applications = (await selectBoundApplications<ApplicationProjection>(tx, model, [ref])).map(({ projection }) => projection.facts);
  const found = new Map<string, BoundWorkload>();
  for (const bound of [
    ...(await workloadsOfApplications(tx, model, { applications, settings })),
    ...(await workloadsOfEntity(tx, model, ref)),
  ]) {
    // One that an application has stays that application's, whatever its labels say.
    if (bound.row.facts.gone !== true && !found.has(bound.row.subject)) {
      found.set(bound.row.subject, bound);
    }
  }
  const silent = await selectSilentSources(tx);
  const items = [...found.values()].map(({ row, application, boundBy }) =>
    toWorkload(row, {
      application,
      boundBy,
      environment: application ? environmentOf(application, settings) : null,
      argocdUrl: application && settings.argocdUrls[application.instance],
      lastHeardAt: silent.get(row.source) ?? null,
    }),
  );
  const order = settings.environments.map(({ name }) => name);
  const rank = ({ environment }: Workload) => (environment === null ? -1 : order.indexOf(environment));
  const sortKey = ({ cluster, namespace, kind, name }: Workload) => [cluster, namespace, kind, name].join('|');
  // The last environment first, as the page of the service has it.
  return { items: items.sort((a, b) => rank(b) - rank(a) || compareStrings(sortKey(a), sortKey(b))) };
}

/** The workloads of some applications, with how each is bound. */
export async function workloadsOfApplications(
  tx: Transaction,
  model: number,
  { applications, settings }: { applications: ApplicationFacts[]; settings: RuleSettings },
): Promise<BoundWorkload[]> {
  const keysOf = (application: ApplicationFacts) => [
    factKey.namedBy(application.name),
    ...kubernetesClustersOf(application, settings).flatMap(cluster =>
      application.workloads.map(({ group, kind, namespace, name }) =>
        factKey.workloadOf(cluster, group, kind, namespace || (application.destination.namespace ?? ''), name),
      ),
    ),
  ];
  // A turn of the projector has hundreds of applications, each with workloads of its own: only those that share a key are compared.
  const sharing = new Map<string, ApplicationFacts[]>();
  for (const application of applications) {
    for (const key of keysOf(application)) {
      sharing.set(key, [...(sharing.get(key) ?? []), application]);
    }
  }
  const rows = groupBy(await selectFactsByKey<WorkloadFacts>(tx, model, [...sharing.keys()]), 'subject');
  const namesakes = countBy(await selectNamesakes(tx, model, [...new Set(applications.map(({ name }) => name))]), 'name');
  const place = new Map(applications.map((application, index) => [application, index]));
  return Object.values(rows).flatMap(found => {
    const [row] = found;
    // One may be found by its name and by its label.
    const candidates = sortBy(uniq(found.flatMap(({ key }) => sharing.get(key) ?? [])), application => place.get(application));
    return candidates.flatMap((application): BoundWorkload[] => {
      const boundBy = bindWorkload(row.facts, application, settings, namesakes[application.name] > 1);
      return boundBy ? [{ row, application, boundBy }] : [];
    });
  });
}

async function workloadsOfEntity(tx: Transaction, model: number, ref: string): Promise<BoundWorkload[]> {
  const entity = (await selectEntities<EntityFacts>(tx, model, [ref])).get(ref);
  const ids = (entity ? claimsOf(entity) : []).flatMap(claim =>
    claim.by === 'kubernetes-id' ? Object.values(claim.selector ?? {}).map(factKey.kubernetesId) : [],
  );
  const rows = await selectFactsByKey<WorkloadFacts>(tx, model, ids);
  return rows.map(row => ({ row, application: undefined, boundBy: 'kubernetes-id' }));
}
