import { Transaction } from '../DeliveryDatabase';

/** Those of some subjects of which there is an observation. */
export async function selectRecordedSubjects(tx: Transaction, subjects: string[]): Promise<string[]> {
  const { rows } = await tx.raw<{ rows: Array<{ subject: string }> }>(
    `SELECT wanted.subject FROM unnest(?::text[]) AS wanted(subject)
     WHERE EXISTS (SELECT FROM observations WHERE observations.subject = wanted.subject)`,
    [subjects],
  );
  return rows.map(row => row.subject);
}
