import { Transaction } from '../DeliveryDatabase';
import { isVisible } from '../fleet/isVisible';
import { Visibility } from '../fleet/ServiceFilter';

export interface DbImageUseRow<Target> {
  application: string;
  environment: string | null;
  gone: boolean;
  /** As its first service shows it. */
  target: Target | null;
  /** Where it belongs, as far as the caller may see. */
  refs: string[];
}

/** The applications that the caller may see and that run or ran one of some images, by what finds them. */
export async function selectImageUses<Target>(
  tx: Transaction,
  model: number,
  { images, visibility }: { images: string[]; visibility: Visibility },
): Promise<Array<DbImageUseRow<Target>>> {
  const seen = isVisible('services', visibility);
  const { rows } = await tx.raw<{ rows: Array<DbImageUseRow<Target>> }>(
    `SELECT applications.subject AS application, applications.environment, applications.gone, own.refs, (
       SELECT target FROM service_details CROSS JOIN LATERAL jsonb_array_elements(detail -> 'targets') AS target
       WHERE service_details.model = applications.model AND service_details.ref = own.refs[1] AND target ->> 'subject' = applications.subject
       LIMIT 1) AS target
     FROM applications CROSS JOIN LATERAL (SELECT ARRAY(
       SELECT bindings.ref FROM bindings JOIN services ON services.model = bindings.model AND services.ref = bindings.ref
       WHERE bindings.model = applications.model AND bindings.application = applications.subject AND (${seen.sql})
       ORDER BY bindings.ref COLLATE "C") AS refs) AS own
     WHERE applications.model = ? AND cardinality(own.refs) > 0 AND applications.subject = ANY (ARRAY(
       SELECT application FROM application_images WHERE model = ? AND image = ANY (?::text[])))
     ORDER BY applications.name_sort, applications.subject`,
    [...seen.values, model, model, images],
  );
  return rows;
}
