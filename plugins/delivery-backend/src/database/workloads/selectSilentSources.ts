import { Transaction } from '../DeliveryDatabase';
import { SILENT_SINCE } from '../fleet/silence';

/** When each silent source was heard last. */
export async function selectSilentSources(tx: Transaction): Promise<Map<string, string>> {
  const { rows } = await tx.raw<{ rows: Array<{ silent: Record<string, string | null> | null }> }>(`SELECT ${SILENT_SINCE} AS silent`);
  return new Map(Object.entries(rows[0]?.silent ?? {}).flatMap(([source, heardAt]) => (heardAt ? [[source, heardAt]] : [])));
}
