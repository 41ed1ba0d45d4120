import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';
import { InsertedObservation } from './insertObservations';

/** Remembers which source recorded which subjects. */
export async function insertSubjects(tx: Transaction, observations: InsertedObservation[]): Promise<void> {
  await tx.raw(
    `INSERT INTO subjects (source, kind, subject, about)
     SELECT DISTINCT source, kind, subject, about
     FROM json_to_recordset(?::json) AS incoming(source text, kind text, subject text, about text)
     ORDER BY source, kind, subject
     ON CONFLICT DO NOTHING`,
    [
      toJson(
        observations.map(({ source, kind, subject, about }) => ({
          source,
          kind,
          subject,
          about,
        })),
      ),
    ],
  );
}
