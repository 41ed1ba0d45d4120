import { Transaction } from '../DeliveryDatabase';

export interface SourceUpdate {
  name: string;
  /** ISO 8601; an older instant than the stored one changes nothing. */
  heardAt?: string;
  report?: { state: string; error?: string; upstreamRequests: number };
}

/** Writes how a source is doing; answers true when the word for it or its error changed. */
export async function updateSource(tx: Transaction, update: SourceUpdate): Promise<boolean> {
  if (update.heardAt) {
    await tx.raw('UPDATE sources SET heard_at = greatest(heard_at, ?::timestamptz) WHERE name = ?', [update.heardAt, update.name]);
  }
  if (!update.report) {
    return false;
  }
  const { state, error = null, upstreamRequests } = update.report;
  const { rows } = await tx.raw<{ rows: Array<{ changed: boolean }> }>(
    `UPDATE sources SET state = :state, error = :error, upstream_requests = :upstreamRequests
     FROM (SELECT name, state, error FROM sources WHERE name = :name FOR UPDATE) AS before
     WHERE sources.name = before.name
     RETURNING (before.state, before.error) IS DISTINCT FROM (sources.state, sources.error) AS changed`,
    { state, error, upstreamRequests, name: update.name },
  );
  return rows[0]?.changed ?? false;
}
