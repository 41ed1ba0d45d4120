import { createHash } from 'node:crypto';

/** Numbers that follow from a name and from nothing else (mulberry32). */
export class Dice {
  private state: number;

  constructor(...name: Array<string | number>) {
    this.state = createHash('sha256').update(name.join('/')).digest().readInt32LE();
  }

  /** From 0 up to but not including 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let t = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  }

  /** A whole number from `from` up to but not including `to`. */
  between(from: number, to: number): number {
    return from + Math.floor(this.next() * (to - from));
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.between(0, items.length)];
  }
}

/** As many hexadecimal digits as wanted, up to 64, that follow from a name. */
export function hexOf(digits: number, ...name: Array<string | number>): string {
  return createHash('sha256').update(name.join('/')).digest('hex').slice(0, digits);
}

/** The digest of an image that is known by a name. */
export const digestOf = (...name: Array<string | number>) => `sha256:${hexOf(64, 'image', ...name)}`;
