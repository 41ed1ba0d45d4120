import { Source } from '@slipway/plugin-delivery-common';
import { DbSourceRow } from '../database';

/** A source as the API answers it. */
export function toSource(row: DbSourceRow): Source {
  return {
    name: row.name,
    state: row.state as Source['state'],
    error: row.error,
    silent: row.silent,
    lastHeardAt: row.last_heard_at?.toISOString() ?? null,
    lagSeconds: row.lag_seconds,
    cursor: row.cursor,
    observations: Number(row.observations),
    unused: Number(row.unused),
    ties: Number(row.ties),
    upstreamRequests: row.upstream_requests === null ? null : Number(row.upstream_requests),
    unseen: (row.unseen ?? []).map(({ from, until, reason }) => ({
      ...(from === null ? {} : { from: new Date(from).toISOString() }),
      until: new Date(until).toISOString(),
      reason,
    })),
    lastAudit: row.audit_at && {
      at: row.audit_at.toISOString(),
      compared: row.audit_compared ?? 0,
      different: row.audit_different ?? 0,
    },
  };
}
