import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

/** Applications by name. */
export async function selectApplicationsNamed(tx: Transaction, model: number, names: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ subject: string }> }>(
    'SELECT subject FROM applications WHERE model = ? AND name = ANY (?::text[])',
    [model, names],
  );
  return rows.map(row => row.subject);
}

/** Applications that carry all labels of one of some selectors. */
export async function selectApplicationsLabelled(
  tx: Transaction,
  model: number,
  selectors: Array<Record<string, string>>,
): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ subject: string }> }>(
    `SELECT DISTINCT subject FROM unnest(?::jsonb[]) AS wanted(labels)
     JOIN applications ON applications.model = ? AND applications.labels @> wanted.labels`,
    [selectors.map(selector => JSON.stringify(selector)), model],
  );
  return rows.map(row => row.subject);
}

/** Applications that a rule gives to one of some entities, should the catalog have it. */
export async function selectApplicationsRuled(tx: Transaction, model: number, refs: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ subject: string }> }>(
    'SELECT subject FROM applications WHERE model = ? AND rule_refs && ?::text[]',
    [model, refs],
  );
  return rows.map(row => row.subject);
}

export interface DbBindableRow<Facts> {
  subject: string;
  facts: Facts;
}

/** The facts of some applications. */
export async function selectApplicationFacts<Facts>(
  tx: Transaction,
  model: number,
  subjects: string[],
): Promise<Array<DbBindableRow<Facts>>> {
  const { rows } = await tx.raw<{ rows: Array<DbBindableRow<Facts>> }>(
    `SELECT subject, projection -> 'facts' AS facts FROM applications WHERE model = ? AND subject = ANY (?::text[])`,
    [model, subjects],
  );
  return rows;
}

export interface DbNamesakeRow {
  subject: string;
  instance: string;
  namespace: string;
  name: string;
}

/** Every application with one of some names that is not gone. */
export async function selectNamesakes(tx: Transaction, model: number, names: string[]): Promise<DbNamesakeRow[]> {
  const { rows } = await tx.raw<{ rows: DbNamesakeRow[] }>(
    `SELECT subject, instance, row ->> 'namespace' AS namespace, name
     FROM applications WHERE model = ? AND name = ANY (?::text[]) AND NOT gone`,
    [model, names],
  );
  return rows;
}

export interface BindingRow {
  application: string;
  ref: string;
  /** Guessed name of an unclaimed group. */
  name: string | null;
  why: string;
}

/** Replaces the bindings of some applications, and answers the refs that they had before. */
export async function replaceBindings(tx: Transaction, model: number, applications: string[], bindings: BindingRow[]): Promise<string[]> {
  const before = await tx.raw<{ rows: Array<{ ref: string }> }>(
    'DELETE FROM bindings WHERE model = ? AND application = ANY (?::text[]) RETURNING ref',
    [model, applications],
  );
  await tx.raw(
    `INSERT INTO bindings (model, application, ref, name, why)
     SELECT ?, application, ref, name, why FROM json_to_recordset(?::json) AS incoming(application text, ref text, name text, why text)`,
    [model, toJson(bindings)],
  );
  return before.rows.map(row => row.ref);
}

/** The refs that other applications with one of some workloads belong to. */
export async function selectRefsSharing(tx: Transaction, model: number, workloads: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ ref: string }> }>(
    `SELECT DISTINCT bindings.ref FROM application_workloads
     JOIN bindings ON bindings.model = application_workloads.model AND bindings.application = application_workloads.subject
     WHERE application_workloads.model = ? AND application_workloads.workload = ANY (?::text[])`,
    [model, workloads],
  );
  return rows.map(row => row.ref);
}
