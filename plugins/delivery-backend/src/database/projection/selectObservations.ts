import { Transaction } from '../DeliveryDatabase';

export interface DbObservationRow {
  kind: string;
  subject: string;
  about: string;
  source: string;
  credential: string;
  epoch: string;
  position: string;
  occurred_at: Date | null;
  seen_at: Date;
  content_hash: string;
  facts: unknown;
}

const COLUMNS = 'kind, subject, about, source, credential, epoch, position, occurred_at, seen_at, content_hash, facts';

/** Rows by their number. */
export async function selectObservations(tx: Transaction, seqs: string[]): Promise<DbObservationRow[]> {
  const { rows } = await tx.raw<{ rows: DbObservationRow[] }>(`SELECT ${COLUMNS} FROM observations WHERE seq = ANY (?::bigint[])`, [seqs]);
  return rows;
}

/** All rows about some subjects. */
export async function selectObservationsAbout(tx: Transaction, abouts: string[]): Promise<DbObservationRow[]> {
  const { rows } = await tx.raw<{ rows: DbObservationRow[] }>(`SELECT ${COLUMNS} FROM observations WHERE about = ANY (?::text[])`, [
    abouts,
  ]);
  return rows;
}

/** How many rows there are about each of some subjects. */
export async function countObservationsAbout(tx: Transaction, abouts: string[]): Promise<Map<string, number>> {
  const { rows } = await tx.raw<{ rows: Array<{ about: string; n: number }> }>(
    'SELECT about, count(*)::integer AS n FROM observations WHERE about = ANY (?::text[]) GROUP BY about',
    [abouts],
  );
  return new Map(rows.map(row => [row.about, row.n]));
}

/** The rows of the greatest order of some subjects; several where they tie. */
export async function selectNewestObservations(tx: Transaction, subjects: string[]): Promise<DbObservationRow[]> {
  const { rows } = await tx.raw<{ rows: DbObservationRow[] }>(
    `SELECT ${COLUMNS.split(', ')
      .map(column => `tied.${column}`)
      .join(', ')}
     FROM unnest(?::text[]) AS wanted(subject)
     CROSS JOIN LATERAL (
       SELECT epoch, position FROM observations
       WHERE observations.subject = wanted.subject ORDER BY epoch DESC, position DESC LIMIT 1) AS newest
     JOIN observations tied ON tied.subject = wanted.subject AND tied.epoch = newest.epoch AND tied.position = newest.position`,
    [subjects],
  );
  return rows;
}
