import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

export interface DbFoldedApplicationRow {
  subject: string;
  name: string;
  gone: boolean;
  checkpoint: unknown;
  /** The workloads that it managed, each as a JSON list. */
  workloads: string[];
}

/** Where folding some applications goes on. */
export async function selectFoldedApplications(tx: Transaction, model: number, subjects: string[]): Promise<DbFoldedApplicationRow[]> {
  const { rows } = await tx.raw<{ rows: DbFoldedApplicationRow[] }>(
    `SELECT subject, name, gone, checkpoint, ARRAY(
       SELECT workload FROM application_workloads WHERE model = applications.model AND subject = applications.subject) AS workloads
     FROM applications WHERE model = ? AND subject = ANY (?::text[])`,
    [model, subjects],
  );
  return rows;
}

export interface NewApplication {
  subject: string;
  instance: string;
  name: string;
  search: string;
  cluster: string;
  environment: string | null;
  labels: Record<string, string>;
  gone: boolean;
  seen_at: string;
  /** Entities that a rule gives it to, should the catalog have them. */
  rule_refs: string[];
  row: unknown;
  projection: unknown;
  checkpoint: unknown;
}

/** Writes what some applications have come to. */
export async function upsertApplications(tx: Transaction, model: number, applications: NewApplication[]): Promise<void> {
  await tx.raw(
    `INSERT INTO applications (model, subject, instance, name, name_sort, search, cluster, environment, labels, gone, seen_at, rule_refs, row, projection, checkpoint)
     SELECT ?, subject, instance, name, lower(name), search, cluster, environment, labels, gone, seen_at,
       ARRAY(SELECT json_array_elements_text(rule_refs)), row, projection, checkpoint
     FROM json_to_recordset(?::json) AS incoming(
       subject text, instance text, name text, search text, cluster text, environment text, labels jsonb, gone boolean, seen_at timestamptz, rule_refs json,
       row jsonb, projection jsonb, checkpoint jsonb)
     ON CONFLICT (model, subject) DO UPDATE SET
       instance = excluded.instance, name = excluded.name, name_sort = excluded.name_sort, search = excluded.search,
       cluster = excluded.cluster, environment = excluded.environment, labels = excluded.labels, gone = excluded.gone, seen_at = excluded.seen_at,
       rule_refs = excluded.rule_refs, row = excluded.row, projection = excluded.projection, checkpoint = excluded.checkpoint`,
    [model, toJson(applications)],
  );
}

/** Replaces the workloads of some applications. */
export async function replaceWorkloads(tx: Transaction, model: number, workloads: Map<string, string[]>): Promise<void> {
  await tx.raw('DELETE FROM application_workloads WHERE model = ? AND subject = ANY (?::text[])', [model, [...workloads.keys()]]);
  const pairs = [...workloads].flatMap(([subject, keys]) => [...new Set(keys)].map(workload => ({ subject, workload })));
  await tx.raw(
    'INSERT INTO application_workloads (model, subject, workload) SELECT ?, subject, workload FROM unnest(?::text[], ?::text[]) AS incoming(subject, workload)',
    [model, pairs.map(pair => pair.subject), pairs.map(pair => pair.workload)],
  );
}

export interface NewDeployment {
  application: string;
  id: string;
  started_at: string;
  deployment: unknown;
}

/** Adds deployments, or replaces those of the same identity. */
export async function upsertDeployments(tx: Transaction, model: number, deployments: NewDeployment[]): Promise<void> {
  if (deployments.length === 0) {
    return;
  }
  await tx.raw(
    `INSERT INTO deployments (model, application, id, started_at, deployment)
     SELECT ?, application, id, started_at, deployment
     FROM json_to_recordset(?::json) AS incoming(application text, id text, started_at timestamptz, deployment jsonb)
     ON CONFLICT (model, application, id) DO UPDATE SET started_at = excluded.started_at, deployment = excluded.deployment`,
    [model, toJson(deployments)],
  );
}

/** Removes the deployments of some applications, whose history is written anew. */
export async function deleteDeployments(tx: Transaction, model: number, applications: string[]): Promise<void> {
  await tx.raw('DELETE FROM deployments WHERE model = ? AND application = ANY (?::text[])', [model, applications]);
}
