import { Cell, Version } from '@slipway/plugin-delivery-common';

const DIGEST = /^(?:sha256:)?([0-9a-f]{64})$/;
const COMMIT = /^[0-9a-f]{40}$/;

/** A version as a reader wants it: digests as first 6 … last 4, commits as 7 characters, names as they are; undefined when it is not known. */
export function formatVersion(version: Version | null | undefined): string | undefined {
  const name = version?.name;
  if (!name) {
    return undefined;
  }
  const digest = DIGEST.exec(name);
  if (digest) {
    return `${digest[1].slice(0, 6)}…${digest[1].slice(-4)}`;
  }
  return COMMIT.test(name) ? name.slice(0, 7) : name;
}

/** The version that a cell wants and does not run yet; undefined where they agree. */
export function wantedVersion(cell: Pick<Cell, 'version' | 'desired'>): string | undefined {
  const wanted = formatVersion(cell.desired);
  return wanted && wanted !== formatVersion(cell.version) ? wanted : undefined;
}
