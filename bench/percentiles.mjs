/** Percentiles and the like of a list of numbers; null of an empty one. */
export function percentiles(values) {
  if (values.length === 0) {
    return { count: 0, p50: null, p95: null, p99: null, max: null };
  }
  const sorted = Float64Array.from(values).sort();
  const at = share => sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), p99: at(0.99), max: sorted[sorted.length - 1] };
}

/** A number for a table: two significant places below ten, whole above. */
export function figure(value, unit = '') {
  if (value === null || value === undefined || Number.isNaN(value)) {
    return 'unknown';
  }
  const text = Math.abs(value) < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en');
  return unit ? `${text} ${unit}` : text;
}
