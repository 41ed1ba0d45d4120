import { Transaction } from '../DeliveryDatabase';
import { IS_SILENT } from '../fleet/silence';

/** Notes which sources fell silent or were heard again since it was last asked; true when one did. */
export async function noticeSilence(tx: Transaction): Promise<boolean> {
  const { rows } = await tx.raw<{ rows: unknown[] }>(
    `UPDATE sources SET silent = coalesce(${IS_SILENT}, FALSE) WHERE silent IS DISTINCT FROM coalesce(${IS_SILENT}, FALSE) RETURNING name`,
  );
  return rows.length > 0;
}
