import { AnyObservation } from '@slipway/plugin-delivery-common';
import { IncomingHttpHeaders } from 'node:http';

/** A delivery as it came: the headers, and the body byte by byte, because that is what is signed. */
export interface WebhookDelivery {
  headers: IncomingHttpHeaders;
  body: Buffer;
}

/** What a delivery tells: observations, or an event that the record does not use and counts by its type. */
export type WebhookReading =
  | {
      observations: AnyObservation[];
      /** What the source of the same name should look at soon, in words of its own; at most 1,000 bytes. */
      hint?: string;
    }
  | { unused: string };

/** One connection whose outside system calls us. */
export interface WebhookReceiver {
  /** The last part of the address, `/api/delivery/webhooks/<connection>`; unique and stable. */
  readonly connection: string;
  /** The source of its observations, e.g. `git/github`. */
  readonly source: string;
  /** Throws a `NotAllowedError` when the delivery does not prove who sent it; called before anything of it is read. */
  verify(delivery: WebhookDelivery): void;
  /** Reads the payload, which is the body as JSON. An `InputError` names what is missing. */
  read(headers: IncomingHttpHeaders, payload: unknown): WebhookReading;
}
