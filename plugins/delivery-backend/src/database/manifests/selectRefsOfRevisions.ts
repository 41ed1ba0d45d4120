import { Transaction } from '../DeliveryDatabase';

/** The rows of the fleet whose applications have deployed one of some revisions. Costs a look at each application. */
export async function selectRefsOfRevisions(tx: Transaction, model: number, revisions: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ ref: string }> }>(
    `SELECT DISTINCT bindings.ref FROM applications
     JOIN bindings ON bindings.model = applications.model AND bindings.application = applications.subject
     WHERE applications.model = ? AND jsonb_exists_any(projection -> 'facts' -> 'lastDeployedRevisions', ?::text[])`,
    [model, revisions],
  );
  return rows.map(row => row.ref);
}
