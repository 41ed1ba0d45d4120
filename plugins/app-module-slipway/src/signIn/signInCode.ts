/** The one-time code in an address's fragment, e.g. `#code=abc`; undefined where there is none. */
export function readSignInCode(hash: string): string | undefined {
  return new URLSearchParams(hash.replace(/^#/, '')).get('code') || undefined;
}

/** How somebody came back from an identity provider, e.g. `?signInWith=github&error=…`, and the address's query without that. */
export function readSignInReturn(search: string): { provider: string; error?: string; search: string } | undefined {
  const query = new URLSearchParams(search);
  const provider = query.get('signInWith');
  if (!provider) {
    return undefined;
  }
  const error = query.get('error');
  query.delete('signInWith');
  query.delete('error');
  const rest = query.toString();
  return { provider, ...(error ? { error } : {}), search: rest ? `?${rest}` : '' };
}
