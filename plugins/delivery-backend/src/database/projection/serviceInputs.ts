import { Transaction } from '../DeliveryDatabase';

export interface DbBoundApplicationRow<Projection> {
  ref: string;
  why: string;
  /** Guessed name of an unclaimed group. */
  name: string | null;
  application: string;
  projection: Projection;
  /** Every ref that the application belongs to, this one among them. */
  refs: string[];
}

/** The applications of some rows of the fleet. */
export async function selectBoundApplications<Projection>(
  tx: Transaction,
  model: number,
  refs: string[],
): Promise<Array<DbBoundApplicationRow<Projection>>> {
  const { rows } = await tx.raw<{ rows: Array<DbBoundApplicationRow<Projection>> }>(
    `SELECT bindings.ref, bindings.why, bindings.name, bindings.application, applications.projection, ARRAY(
       SELECT other.ref FROM bindings other
       WHERE other.model = bindings.model AND other.application = bindings.application ORDER BY other.ref COLLATE "C") AS refs
     FROM bindings JOIN applications ON applications.model = bindings.model AND applications.subject = bindings.application
     WHERE bindings.model = ? AND bindings.ref = ANY (?::text[])
     ORDER BY bindings.ref, bindings.application COLLATE "C"`,
    [model, refs],
  );
  return rows;
}

export interface DbDeploymentRow<Deployment> {
  application: string;
  deployment: Deployment;
}

/** The newest deployments of some applications, at most `limit` each, oldest first. */
export async function selectNewestDeployments<Deployment>(
  tx: Transaction,
  model: number,
  applications: string[],
  limit: number,
): Promise<Array<DbDeploymentRow<Deployment>>> {
  const { rows } = await tx.raw<{ rows: Array<DbDeploymentRow<Deployment>> }>(
    `SELECT wanted.application, newest.deployment FROM unnest(?::text[]) AS wanted(application)
     CROSS JOIN LATERAL (
       SELECT started_at, id, deployment FROM deployments
       WHERE model = ? AND application = wanted.application
       ORDER BY started_at DESC, id COLLATE "C" DESC LIMIT ?) AS newest
     ORDER BY newest.started_at, newest.id COLLATE "C"`,
    [applications, model, limit],
  );
  return rows;
}

export interface DbWorkloadManagerRow<Facts> {
  subject: string;
  facts: Facts;
}

/** Every other application that manages one of the workloads of some applications. */
export async function selectWorkloadManagers<Facts>(
  tx: Transaction,
  model: number,
  applications: string[],
): Promise<Array<DbWorkloadManagerRow<Facts>>> {
  // As an array and not by IN: there are next to none, and a join would be planned for many and read every application.
  const { rows } = await tx.raw<{ rows: Array<DbWorkloadManagerRow<Facts>> }>(
    `SELECT applications.subject, applications.projection -> 'facts' AS facts FROM applications
     WHERE applications.model = :model AND applications.subject = ANY (ARRAY(
       SELECT other.subject FROM application_workloads own
       JOIN application_workloads other ON other.model = own.model AND other.workload = own.workload AND other.subject <> own.subject
       WHERE own.model = :model AND own.subject = ANY (:applications)))`,
    { model, applications },
  );
  return rows;
}
