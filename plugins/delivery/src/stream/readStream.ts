import { readEvent, StreamListener } from './events';
import { ServerSentEventParser } from './ServerSentEventParser';

/** Opens the stream after the given event id; the answer's body is the stream. */
export type OpenStream = (lastEventId: string | undefined, signal: AbortSignal) => Promise<Response>;

const FIRST_PAUSE = 500;
const LONGEST_PAUSE = 30_000;
// The server sends a comment every 15 s; three of them missing means that the connection is dead, whatever TCP says.
const DEAD_AFTER = 45_000;

/** The pause before the n-th attempt in a row, in milliseconds, spread so that many tabs do not come back at once. */
export function pauseBefore(attempt: number, random: number): number {
  return Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt) * (0.5 + random / 2);
}

/** Reads the stream until the signal ends it: comes back after every break, from the last event that was heard. */
export async function readStream(options: {
  open: OpenStream;
  signal: AbortSignal;
  lastEventId?: string;
  onEvent: StreamListener;
  onEventId: (id: string) => void;
}): Promise<void> {
  const heard = { lastEventId: options.lastEventId };
  const onEventId = (id: string) => {
    heard.lastEventId = id;
    options.onEventId(id);
  };
  let attempt = 0;
  options.onEvent({ type: 'health', health: 'connecting' });
  while (!options.signal.aborted) {
    const ending = await readOnce({ ...options, lastEventId: heard.lastEventId, onEventId });
    if (options.signal.aborted) {
      return;
    }
    attempt = ending === 'ended' ? 0 : attempt + 1;
    options.onEvent({ type: 'health', health: ending === 'signedOut' ? 'signedOut' : 'retrying' });
    await pause(pauseBefore(attempt, Math.random()), options.signal);
  }
}

async function readOnce(options: Parameters<typeof readStream>[0]): Promise<'ended' | 'broken' | 'signedOut'> {
  const attempt = new AbortController();
  const signal = AbortSignal.any([options.signal, attempt.signal]);
  let alive = setTimeout(() => attempt.abort(), DEAD_AFTER);
  try {
    const response = await options.open(options.lastEventId, signal);
    if (!response.ok || !response.body) {
      return response.status === 401 ? 'signedOut' : 'broken';
    }
    options.onEvent({ type: 'health', health: 'live' });
    const parser = new ServerSentEventParser();
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      clearTimeout(alive);
      alive = setTimeout(() => attempt.abort(), DEAD_AFTER);
      for (const wire of parser.push(decoder.decode(part.value, { stream: true }))) {
        const event = readEvent(wire);
        if (event) {
          options.onEvent(event);
        }
      }
      if (parser.id !== undefined) {
        options.onEventId(parser.id);
      }
    }
    return 'ended';
  } catch (error) {
    // A break is the normal end of a stream: the caller shows it and comes back.
    return error instanceof Error && error.name === 'AuthenticationError' ? 'signedOut' : 'broken';
  } finally {
    clearTimeout(alive);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
