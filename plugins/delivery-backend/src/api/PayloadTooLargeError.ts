import { CustomErrorBase } from '@backstage/errors';

/** What was sent is larger than the intake takes; answered as 413. */
export class PayloadTooLargeError extends CustomErrorBase {
  name = 'PayloadTooLargeError' as const;
  readonly statusCode = 413;
}
