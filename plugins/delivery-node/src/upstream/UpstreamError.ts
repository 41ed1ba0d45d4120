import { CustomErrorBase } from '@backstage/errors';

/** An answer other than 2xx, or an error that a watch sent as an event. */
export class UpstreamError extends CustomErrorBase {
  name = 'UpstreamError' as const;

  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }

  /** The position that was asked for is forgotten: only a full list helps. */
  get isGone(): boolean {
    return this.status === 410;
  }
}

/** Nothing came for so long that the connection counts as dead. */
export class SilenceError extends CustomErrorBase {
  name = 'SilenceError' as const;
}
