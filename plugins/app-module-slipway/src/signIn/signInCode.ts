/** The one-time code in an address's fragment, e.g. `#code=abc`; undefined where there is none. */
export function readSignInCode(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('code') || undefined;
}
