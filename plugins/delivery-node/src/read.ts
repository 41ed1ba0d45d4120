/** Reads values whose types nobody promises: each function answers something usable or nothing, and none throws. */
export type Members = Record<string, unknown>;

const LONGEST_TEXT = 4_096;
const LONGEST_MESSAGE = 8_192;

const SUSPICIOUS = /[\uD800-\uDFFF]/;
const HALF_PAIRS = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;

export function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Members) : {};
}

export function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function itemsOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text that PostgreSQL's jsonb takes: no NUL, no half of a surrogate pair. Empty counts as absent. */
export function textOf(value: unknown, longest: number = LONGEST_TEXT): string | undefined {
  if (typeof value !== 'string' || value === '') {
    return undefined;
  }
  const kept = value.length > longest ? `${value.slice(0, longest - 1)}…` : value;
  // Nearly every text is fine, and there are hundreds of them in an object.
  return SUSPICIOUS.test(kept) || kept.includes('\u0000') ? kept.replaceAll('\u0000', '\uFFFD').replace(HALF_PAIRS, '\uFFFD') : kept;
}

export function messageOf(value: unknown): string | undefined {
  return textOf(value, LONGEST_MESSAGE);
}

export function textsOf(value: unknown): string[] {
  return itemsOf(value).flatMap(item => textOf(item) ?? []);
}

export function countOf(value: unknown): number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : 0;
}

/** The members whose value is a text and whose key is wanted. */
export function textMembersOf(value: unknown, wanted: (key: string) => boolean = () => true): Record<string, string> {
  return Object.fromEntries(
    Object.entries(membersOf(value)).flatMap(([key, member]) => {
      const name = textOf(key);
      return name !== undefined && typeof member === 'string' && wanted(name) ? [[name, textOf(member) ?? '']] : [];
    }),
  );
}
