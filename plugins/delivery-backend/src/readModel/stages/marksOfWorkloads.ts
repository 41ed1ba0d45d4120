import { WorkloadFacts } from '@slipway/plugin-delivery-common';
import { Mark, selectApplicationsNamed, selectClaimsByKey, selectRefsOfApplications, selectRefsSharing } from '../../database';
import { EntityClaim, namedApplications } from '../../domain';
import { touched } from './projectServices';
import { StageContext } from './stage';

/** The rows of the fleet that some workloads may belong to: which ones do is found out when they are read. */
export async function marksOfWorkloads({ tx, model, settings }: StageContext, workloads: WorkloadFacts[]): Promise<Mark[]> {
  if (workloads.length === 0) {
    return [];
  }
  const named = await selectApplicationsNamed(tx, model, [...new Set(workloads.flatMap(namedApplications))]);
  const managed = workloads.flatMap(({ cluster, group, kind, namespace, name }) =>
    settings.clusters.filter(({ kubernetes }) => kubernetes === cluster).map(rule => [rule.name, group, kind, namespace, name].join('|')),
  );
  const ids = workloads.flatMap(({ labels }) => labels['backstage.io/kubernetes-id'] ?? []);
  const claims = await selectClaimsByKey<EntityClaim>(
    tx,
    model,
    [...new Set(ids)].map(id => `label:backstage.io/kubernetes-id=${id}`),
  );
  const refs = new Set([
    ...(named.length > 0 ? await selectRefsOfApplications(tx, model, named) : []),
    ...(managed.length > 0 ? await selectRefsSharing(tx, model, [...new Set(managed)]) : []),
    ...claims.map(({ claim }) => claim.ref),
  ]);
  return [...refs].map((key): Mark => ({ scope: 'service', key, payload: touched }));
}
