/** A watch that was not heard for so long is silent. */
export const SILENT_AFTER_SECONDS = 90;

/** SQL that is true for a row of `sources` whose values may be old. One that only posts, or was never heard, is never silent. */
export const IS_SILENT = `(sources.heartbeat AND sources.heard_at IS NOT NULL AND (
  sources.state = 'failed' OR sources.heard_at < now() - interval '${SILENT_AFTER_SECONDS} seconds'))`;

/** SQL for the names of the silent sources; worked out once per statement. */
export const SILENT_SOURCES = `ARRAY(SELECT sources.name FROM sources WHERE ${IS_SILENT})`;

/** SQL for the silent sources with the instants when they were last heard, as a JSON object; null when all are heard. */
export const SILENT_SINCE = `(SELECT jsonb_object_agg(sources.name, sources.heard_at) FROM sources WHERE ${IS_SILENT})`;
