import { Knex } from 'knex';
import { isVisible } from './isVisible';
import { Visibility } from './ServiceFilter';

export interface DbChangesRow {
  latest: string | null;
  /** Null when nothing older than the answer was pruned. */
  earliest: string | null;
  reset: boolean | null;
  sources: boolean | null;
  refs: string[] | null;
}

/** What changed after a sequence, in one statement, so that `latest` covers exactly what the answer names. */
export async function selectChanges(knex: Knex, request: { sequence: string; visibility: Visibility }): Promise<DbChangesRow> {
  const visible = isVisible('changes', request.visibility);
  const { rows } = await knex.raw<{ rows: DbChangesRow[] }>(
    `SELECT (SELECT max(sequence) FROM changes) AS latest, (SELECT min(sequence) FROM changes) AS earliest,
       bool_or(kind = 'reset') AS reset, bool_or(kind = 'sources') AS sources,
       array_agg(DISTINCT ref) FILTER (WHERE kind = 'service' AND (${visible.sql})) AS refs
     FROM changes WHERE sequence > ?::bigint`,
    [...visible.values, request.sequence],
  );
  return rows[0];
}

/** The newest sequence; 0 before anything changed. */
export async function selectLatestSequence(knex: Knex): Promise<string> {
  const { rows } = await knex.raw<{ rows: Array<{ latest: string }> }>('SELECT coalesce(max(sequence), 0) AS latest FROM changes');
  return rows[0].latest;
}
