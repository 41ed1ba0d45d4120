import { AuditorService } from '@backstage/backend-plugin-api';
import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { WebhookReceiver } from '@slipway/plugin-delivery-node';
import express, { ErrorRequestHandler, Request, RequestHandler } from 'express';
import { createHash } from 'node:crypto';
import { ObservationRecorder } from '../../ingest';
import { isDeeperThan } from '../intake/members';
import { LIMITS } from '../intake/parseBody';
import { PayloadTooLargeError } from '../PayloadTooLargeError';

/** What Git hosts send at most, in bytes. */
const LARGEST_DELIVERY = 25 * 1024 * 1024;

/**
 * The handlers of `/webhooks/{connection}`, in their order. A delivery is stored before it is answered; one that cannot prove who sent it
 * is refused and audited.
 */
export function receiveWebhooks(options: {
  receivers: WebhookReceiver[];
  recorder: ObservationRecorder;
  auditor: AuditorService;
  now: () => Date;
}): Array<RequestHandler | ErrorRequestHandler> {
  const { receivers, recorder, auditor, now } = options;

  const find = ({ params: { connection } }: Request): WebhookReceiver => {
    const receiver = receivers.find(item => item.connection === connection);
    if (!receiver) {
      throw new NotFoundError(
        `There is no connection '${connection}'; ${receivers.length > 0 ? `there are ${receivers.map(item => item.connection).join(', ')}` : 'add one under delivery.git'}`,
      );
    }
    return receiver;
  };
  // Before the body is read: nobody sends 25 MB to an address that is none.
  const requireConnection: RequestHandler = (request, _response, next) => {
    find(request);
    next();
  };
  const readBody = express.raw({ type: () => true, limit: LARGEST_DELIVERY });
  const nameLimit: ErrorRequestHandler = (error, _request, _response, next) => {
    next(error.type === 'entity.too.large' ? new PayloadTooLargeError(`The delivery is larger than ${LARGEST_DELIVERY} bytes`) : error);
  };

  const take: RequestHandler = async (request, response) => {
    const receiver = find(request);
    const body: Buffer = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    try {
      receiver.verify({ headers: request.headers, body });
    } catch (error) {
      if (error instanceof NotAllowedError) {
        const event = await auditor.createEvent({
          eventId: 'webhook-intake',
          severityLevel: 'medium',
          meta: { connection: receiver.connection, address: request.ip },
        });
        await event.fail({ error });
      }
      throw error;
    }
    const payload = parsePayload(body);
    const reading = receiver.read(request.headers, payload);
    const { source } = receiver;
    const stored = { seenAt: now().toISOString() };
    const results =
      'unused' in reading
        ? await recorder.recordUnused([{ source, id: hashOf(body), type: reading.unused, credential: source, raw: payload }], stored)
        : await recorder.recordObservations(
            // One copy of the payload is evidence enough for all that it tells.
            reading.observations.map((observation, index) => ({ observation, credential: source, ...(index === 0 && { raw: payload }) })),
            stored,
          );
    if ('hint' in reading && reading.hint !== undefined) {
      recorder.hint(source, reading.hint);
    }
    const accepted = results.filter(result => result === 'accepted').length;
    response.status(202).json({ accepted, duplicates: results.length - accepted });
  };

  return [requireConnection, readBody, nameLimit, take];
}

function parsePayload(body: Buffer): unknown {
  let payload: unknown;
  try {
    payload = JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new InputError(
      `The body is not JSON: ${error instanceof Error ? error.message : error}; set the webhook's content type to application/json`,
    );
  }
  if (isDeeperThan(payload, LIMITS.levels)) {
    throw new InputError(`The payload is nested deeper than ${LIMITS.levels} levels`);
  }
  return payload;
}

// A delivery that says nothing new has no identity of its own but its content.
function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('base64url');
}
