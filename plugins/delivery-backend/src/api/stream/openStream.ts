import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { Request, Response } from 'express';
import { Callers } from '../permissions/Callers';
import { ChangeHub } from './ChangeHub';
import { ChangeStream } from './ChangeStream';

// A policy may change while a stream is open, so it is asked again.
const SIGHT_INTERVAL_MS = 60_000;
// The longest delay that a timer takes; a token of a longer life is looked at again by the sight's interval.
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Opens a stream for a caller: it shows what the caller may see, and ends with the token, the permission or the connection. */
export async function openStream(options: {
  request: Request;
  response: Response;
  credentials: BackstageCredentials;
  callers: Callers;
  hub: ChangeHub;
}): Promise<void> {
  const { request, response, credentials, callers, hub } = options;
  const lastEventId = request.get('last-event-id');
  if (lastEventId !== undefined && !/^\d{1,18}$/.test(lastEventId)) {
    throw new InputError(`The header 'Last-Event-ID' is not an id of this stream`);
  }
  let sight = await callers.sightOf(credentials);
  const stream = new ChangeStream(response);
  const timers = new Array<NodeJS.Timeout>();
  const close = () => {
    timers.forEach(clearTimeout);
    hub.remove(stream);
    stream.end();
  };
  // The connection may end while the stream joins, and must not stay in the hub then.
  const join = async (from?: string) => {
    await hub.add(stream, sight, from);
    if (response.writableEnded || response.destroyed) {
      hub.remove(stream);
    }
  };
  const askAgain = async () => {
    const present = await callers.sightOf(credentials);
    if (JSON.stringify(present) !== JSON.stringify(sight)) {
      sight = present;
      hub.remove(stream);
      await join();
    }
  };
  response.once('close', close);
  if (credentials.expiresAt) {
    const left = credentials.expiresAt.getTime() - Date.now();
    timers.push(setTimeout(close, Math.min(Math.max(left, 0), LONGEST_TIMER_MS)));
  }
  timers.push(setInterval(() => askAgain().catch(close), SIGHT_INTERVAL_MS));
  timers.forEach(timer => timer.unref());
  // The answer has begun, so a fault can only end it; the reader comes back and is told then.
  await join(lastEventId).catch(close);
}
