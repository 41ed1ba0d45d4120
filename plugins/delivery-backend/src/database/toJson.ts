// What PostgreSQL's text cannot hold: the null character, and halves of surrogate pairs, which JSON.stringify escapes.
const UNSTORABLE = /\\u(?:0000|d[89a-f][0-9a-f]{2})/i;

/** JSON that PostgreSQL takes: characters that its text cannot hold become U+FFFD. */
export function toJson(value: unknown): string {
  const json = JSON.stringify(value);
  return UNSTORABLE.test(json) ? JSON.stringify(storable(value)) : json;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') {
    return storableText(value);
  }
  if (Array.isArray(value)) {
    return value.map(storable);
  }
  if (value !== null && typeof value === 'object') {
    return Object.fromEntries(Object.entries(value).map(([key, member]) => [storableText(key), storable(member)]));
  }
  return value;
}

/** Text that PostgreSQL takes. */
export function storableText(text: string): string {
  // With the u flag the range matches halves only, never a pair.
  // eslint-disable-next-line no-control-regex -- PostgreSQL stores no NUL
  return text.replace(/[\u0000\uD800-\uDFFF]/gu, '\uFFFD');
}
