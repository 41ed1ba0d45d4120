import { createHmac } from 'node:crypto';

/** What stands for a value: equal for equal values of one key, and it says nothing else to who does not have the key. */
export function keyedHash(key: string, value: string): string {
  return createHmac('sha256', key).update(value).digest('hex').slice(0, 16);
}
