import { Transaction } from '../DeliveryDatabase';

export interface DbImageInUseRow {
  image: string;
  /** What a node says that it runs. */
  digest: string | null;
}

/** The image references in the newest state of every application and workload that is still there, as they are written. */
export async function selectImagesInUse(tx: Transaction): Promise<DbImageInUseRow[]> {
  const { rows } = await tx.raw<{ rows: DbImageInUseRow[] }>(
    `SELECT DISTINCT used.image, used.digest
     FROM (SELECT DISTINCT kind, subject FROM subjects WHERE kind IN ('application', 'workload')) AS present
     CROSS JOIN LATERAL (
       SELECT facts FROM observations
       WHERE observations.subject = present.subject AND observations.kind = present.kind
       ORDER BY epoch DESC, position DESC, content_hash COLLATE "C" DESC LIMIT 1) AS newest
     CROSS JOIN LATERAL (
       SELECT jsonb_array_elements_text(facts -> 'images') AS image, NULL AS digest
       UNION ALL
       SELECT container ->> 'image', container ->> 'digest' FROM jsonb_path_query(facts, '$.pods[*].containers[*]') AS container) AS used
     WHERE NOT coalesce((facts ->> 'gone')::boolean, FALSE) AND used.image IS NOT NULL`,
  );
  return rows;
}
