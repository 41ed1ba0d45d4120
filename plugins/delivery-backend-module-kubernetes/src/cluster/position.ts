import { compareOrder } from '@slipway/plugin-delivery-common';

/** The greater of two resourceVersions, which are decimal strings of up to 20 digits. */
export function later(a: string, b: string): string {
  return compareOrder({ epoch: '0', position: a }, { epoch: '0', position: b }) < 0 ? b : a;
}

/** The place right after one. */
export function after(position: string): string {
  return String(BigInt(position) + 1n);
}
