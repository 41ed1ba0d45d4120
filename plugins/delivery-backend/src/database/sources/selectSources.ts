import { Knex } from 'knex';
import { IS_SILENT } from '../fleet/silence';

/** A longer one is a source's own bookkeeping, which tells a reader nothing. */
const LONGEST_CURSOR = 200;

export interface DbSourceRow {
  name: string;
  heartbeat: boolean;
  state: string;
  error: string | null;
  silent: boolean;
  last_heard_at: Date | null;
  lag_seconds: number | null;
  cursor: string | null;
  upstream_requests: string | null;
  audit_at: Date | null;
  audit_compared: number | null;
  audit_different: number | null;
  observations: string;
  unused: string;
  ties: string;
  unseen: Array<{ from: string | null; until: string; reason: string }> | null;
}

/** Every source with its counts and its 20 newest unseen spans, newest first. */
export async function selectSources(knex: Knex): Promise<DbSourceRow[]> {
  const { rows } = await knex.raw<{ rows: DbSourceRow[] }>(
    `SELECT sources.name, sources.heartbeat, sources.state, sources.error, coalesce(${IS_SILENT}, FALSE) AS silent,
       CASE WHEN sources.heartbeat THEN sources.heard_at ELSE tally.last_at END AS last_heard_at,
       CASE WHEN sources.heartbeat THEN extract(epoch FROM now() - sources.heard_at)::double precision END AS lag_seconds,
       CASE WHEN length(sources.cursor) <= ${LONGEST_CURSOR} THEN sources.cursor END AS cursor, sources.upstream_requests, sources.audit_at, sources.audit_compared, sources.audit_different,
       tally.observations, tally.unused, tally.ties, spans.unseen
     FROM sources
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(observations), 0) AS observations, coalesce(sum(unused), 0) AS unused, coalesce(sum(ties), 0) AS ties,
         max(last_at) AS last_at
       FROM source_tallies WHERE source_tallies.source = sources.name) AS tally
     CROSS JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('from', unseen_from, 'until', unseen_until, 'reason', reason) ORDER BY seq DESC) AS unseen
       FROM (SELECT * FROM unseen_spans WHERE unseen_spans.source = sources.name ORDER BY seq DESC LIMIT 20) AS newest) AS spans
     ORDER BY sources.name`,
  );
  return rows;
}
