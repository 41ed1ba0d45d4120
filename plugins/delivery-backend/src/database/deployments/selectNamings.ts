import { Transaction } from '../DeliveryDatabase';

export interface DbNamingRow {
  application: string;
  ref: string;
  /** Guessed name of an unclaimed group. */
  name: string | null;
  version_image: string | null;
}

/** After what each row of the fleet that some applications belong to names the versions of them. */
export async function selectNamings(
  tx: Transaction,
  model: number,
  { applications, annotation }: { applications: string[]; annotation: string },
): Promise<DbNamingRow[]> {
  const { rows } = await tx.raw<{ rows: DbNamingRow[] }>(
    `SELECT bindings.application, bindings.ref, bindings.name, coalesce(
       entities.facts -> 'annotations' ->> :annotation, applications.projection -> 'facts' -> 'annotations' ->> :annotation) AS version_image
     FROM bindings
     JOIN applications ON applications.model = bindings.model AND applications.subject = bindings.application
     LEFT JOIN entities ON entities.model = bindings.model AND entities.ref = bindings.ref
     WHERE bindings.model = :model AND bindings.application = ANY (:applications::text[])`,
    { model, applications, annotation },
  );
  return rows;
}
