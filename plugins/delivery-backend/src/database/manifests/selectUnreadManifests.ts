import { Transaction } from '../DeliveryDatabase';

/** Those of some subjects of which nothing was read, with why where it was tried. */
export async function selectUnreadManifests(
  tx: Transaction,
  subjects: string[],
): Promise<Array<{ subject: string; problem: string | null }>> {
  if (subjects.length === 0) {
    return [];
  }
  const { rows } = await tx.raw<{ rows: Array<{ subject: string; problem: string | null }> }>(
    `SELECT wanted.subject, newest.problem FROM unnest(?::text[]) AS wanted(subject)
     LEFT JOIN LATERAL (
       SELECT facts ->> 'problem' AS problem FROM observations WHERE observations.subject = wanted.subject
       ORDER BY epoch DESC, position DESC, content_hash COLLATE "C" DESC LIMIT 1) AS newest ON TRUE
     WHERE newest.problem IS NOT NULL OR NOT EXISTS (SELECT FROM observations WHERE observations.subject = wanted.subject)`,
    [subjects],
  );
  return rows;
}
