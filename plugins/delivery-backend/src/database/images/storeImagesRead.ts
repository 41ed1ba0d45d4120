import { CanonicalImage, nameOfImage } from '../../domain';
import { Transaction } from '../DeliveryDatabase';
import { toJson } from '../toJson';

/** Remembers that the registry of these images has answered, whether or not the record named them before. */
export async function storeImagesRead(tx: Transaction, images: CanonicalImage[], readAt: string): Promise<void> {
  const rows = new Map(images.map(image => [nameOfImage(image), image]));
  if (rows.size === 0) {
    return;
  }
  await tx.raw(
    `INSERT INTO image_references (name, registry, repository, tag, digest, named_at, read_at)
     SELECT name, registry, repository, tag, digest, :readAt, :readAt
     FROM json_to_recordset(CAST(:rows AS json)) AS incoming(name text, registry text, repository text, tag text, digest text)
     ORDER BY name COLLATE "C"
     ON CONFLICT (name) DO UPDATE SET read_at = excluded.read_at`,
    { readAt, rows: toJson([...rows].map(([name, image]) => ({ ...image, name }))) },
  );
}
