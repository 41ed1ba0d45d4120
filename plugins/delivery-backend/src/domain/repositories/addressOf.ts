/** An address without scheme, user and `.git`, as repositories are named in the record. */
export function addressOf(address: string): string {
  return address
    .trim()
    .replace(/^(git\+)?[a-z][a-z0-9+.-]*:\/\//i, '')
    .replace(/^[^@/]+@([^:/]+):(?!\d+\/)/, '$1/')
    .replace(/^[^@/]+@/, '')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}

/** An address as `host/path`; undefined for a name that says no host. */
export function hostAndPath(address: string): string | undefined {
  const bare = addressOf(address);
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?\/\S+$/i.test(bare) ? bare : undefined;
}

/** True when two addresses name one repository: hosts and most hosts' paths do not tell upper from lower case. */
export function isSameRepository(a: string, b: string): boolean {
  return addressOf(a).toLowerCase() === addressOf(b).toLowerCase();
}
