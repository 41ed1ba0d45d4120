import { ApplicationFacts, ApplicationResource } from '@slipway/plugin-delivery-common';
import { compareStrings } from '../compareObservations';
import { clusterOf } from '../environments/clusterOf';
import { RuleSettings, WorkloadConflict } from '../model';

/** A workload as one cluster knows it. */
export interface ManagedWorkload {
  /** Equal for the same workload of the same cluster. */
  key: string;
  workload: WorkloadConflict['workload'];
}

/** What of an application decides whether it conflicts with another. */
export interface ConflictParty {
  subject: string;
  facts: ApplicationFacts;
}

/** The workloads that an application manages; none once it is gone. */
export function managedWorkloads(facts: ApplicationFacts, settings: Pick<RuleSettings, 'clusters'>): ManagedWorkload[] {
  if (facts.gone) {
    return [];
  }
  const cluster = clusterOf(facts, settings);
  return facts.workloads.map(item => {
    const workload = identityOf(item, facts.destination.namespace);
    const { group, kind, namespace, name } = workload;
    return { key: [cluster, group, kind, namespace, name].join('|'), workload };
  });
}

/** The conflicts of each application, by its subject: another application manages the same workload. */
export function findConflicts(
  parties: readonly ConflictParty[],
  settings: Pick<RuleSettings, 'clusters'>,
): Map<string, WorkloadConflict[]> {
  const managers = new Map<string, Map<string, { party: ConflictParty; workload: WorkloadConflict['workload'] }>>();
  for (const party of parties) {
    for (const { key, workload } of managedWorkloads(party.facts, settings)) {
      const known = managers.get(key) ?? new Map();
      known.set(party.subject, { party, workload });
      managers.set(key, known);
    }
  }
  const conflicts = new Map<string, WorkloadConflict[]>();
  for (const known of managers.values()) {
    for (const { party, workload } of known.values()) {
      for (const { party: other } of known.values()) {
        if (other.subject !== party.subject) {
          const { instance, namespace, name } = other.facts;
          const found = conflicts.get(party.subject) ?? [];
          found.push({
            application: party.subject,
            workload,
            other: { subject: other.subject, instance, namespace, name },
          });
          conflicts.set(party.subject, found);
        }
      }
    }
  }
  for (const found of conflicts.values()) {
    found.sort(compareConflicts);
  }
  return conflicts;
}

/** Orders conflicts by workload, then by the other application. */
export function compareConflicts(a: WorkloadConflict, b: WorkloadConflict): number {
  const keyOf = ({ application, workload, other }: WorkloadConflict) =>
    [application, workload.group, workload.kind, workload.namespace, workload.name, other.subject].join('|');
  return compareStrings(keyOf(a), keyOf(b));
}

function identityOf({ group, kind, namespace, name }: ApplicationResource, destination: string | undefined): WorkloadConflict['workload'] {
  return { group, kind, namespace: namespace || destination || '', name };
}
