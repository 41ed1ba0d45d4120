import { nameOfImage, NamedByObservation } from '../../domain';
import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

/**
 * Remembers which images the record names. Sources that read the registry of a new one, or of a tag that was pushed, are hinted at
 * once this is committed.
 */
export async function insertImageReferences(tx: Transaction, images: NamedByObservation[], namedAt: string): Promise<void> {
  const rows = new Map<string, NamedByObservation & { name: string }>();
  for (const image of images) {
    const name = nameOfImage(image);
    rows.set(name, { ...image, name, pushed: image.pushed || rows.get(name)?.pushed });
  }
  if (rows.size === 0) {
    return;
  }
  // Sorted, as observations are. The channel is the one that DeliveryDatabase listens on.
  await tx.raw(
    `WITH named AS (
       INSERT INTO image_references (name, registry, repository, tag, digest, named_at)
       SELECT name, registry, repository, tag, digest, :namedAt
       FROM json_to_recordset(CAST(:rows AS json)) AS incoming(name text, registry text, repository text, tag text, digest text, pushed boolean)
       WHERE pushed OR NOT EXISTS (SELECT FROM image_references AS known WHERE known.name = incoming.name)
       ORDER BY name COLLATE "C"
       ON CONFLICT (name) DO UPDATE SET named_at = excluded.named_at, read_at = NULL
         WHERE image_references.tag IS NOT NULL AND image_references.name = ANY (:pushed)
       RETURNING registry)
     SELECT pg_notify('slipway_' || current_schema(), 'hint images:' || registry || ' named') FROM (SELECT DISTINCT registry FROM named) AS told`,
    {
      namedAt,
      rows: toJson([...rows.values()]),
      pushed: [...rows.values()].filter(row => row.pushed).map(row => row.name),
    },
  );
}
