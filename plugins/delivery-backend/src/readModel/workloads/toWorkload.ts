import { ApplicationFacts, Workload, WorkloadFacts } from '@slipway/plugin-delivery-common';
import { DbFactsRow } from '../../database';
import { WorkloadBoundBy } from '../../domain';

/** What is known of a workload beside its own facts. */
export interface AroundWorkload {
  application: ApplicationFacts | undefined;
  boundBy: WorkloadBoundBy;
  environment: string | null;
  /** Address of the page of the application's Argo CD, where it is configured. */
  argocdUrl: string | undefined;
  /** When its source was heard last; null while it is heard. */
  lastHeardAt: string | null;
}

/** A workload as the API answers it. */
export function toWorkload({ subject, source, seen_at, facts }: DbFactsRow<WorkloadFacts>, around: AroundWorkload): Workload {
  const { application, boundBy, environment, lastHeardAt } = around;
  const { cluster, group, kind, namespace, name, images, observed, conditions, pods } = facts;
  return {
    subject,
    cluster,
    group,
    kind,
    namespace,
    name,
    application: application?.name ?? null,
    boundBy,
    environment,
    images,
    desired: facts.desired ?? null,
    updated: facts.updated ?? null,
    available: facts.available ?? null,
    observed,
    paused: facts.paused ?? false,
    canaryWeight: facts.canaryWeight ?? null,
    stableRevision: facts.stableRevision ?? null,
    updateRevision: facts.updateRevision ?? null,
    conditions,
    pods: pods.map(pod => ({ ...pod, argocdUrl: nodeUrl(around, { group: '', kind: 'Pod', namespace, name: pod.name }) })),
    morePods: facts.morePods ?? 0,
    argocdUrl: nodeUrl(around, facts),
    source,
    seenAt: seen_at.toISOString(),
    lastHeardAt,
  };
}

// Argo CD's page opens what `node` names, with its manifest, its events and its log.
function nodeUrl(
  { application, argocdUrl }: AroundWorkload,
  { group, kind, namespace, name }: Pick<WorkloadFacts, 'group' | 'kind' | 'namespace' | 'name'>,
): string | null {
  if (!application || argocdUrl === undefined) {
    return null;
  }
  const path = [application.namespace, application.name].map(encodeURIComponent).join('/');
  const node = [group, kind, namespace, name, '0'].join('/');
  return `${argocdUrl.replace(/\/+$/, '')}/applications/${path}?${new URLSearchParams({ resource: '', node })}`;
}
